// What must not compile. An expectation that no longer fails is an error itself.

import { addOns, DxKasanError, evaluate, facts, type Facility } from "dx-kasan";

// @ts-expect-error: a misspelt key
evaluate({ type: "pharmacy", shedule: "dispensing" }, "2025-10-01");
// @ts-expect-error: a misspelt key further down
evaluate({ type: "pharmacy", usage: [{ month: "2025-07", user: 1, receipts: 2 }] }, "2025-10-01");
// @ts-expect-error: no type of facility
evaluate({ type: "clinic" }, "2025-10-01");
// @ts-expect-error: the type is missing
evaluate({}, "2025-10-01");
// @ts-expect-error: a count as a text
evaluate({ type: "pharmacy", usage: [{ month: "2025-07", users: "45", receipts: 100 }] }, "2025-10-01");
// @ts-expect-error: a rate as a number
evaluate({ type: "pharmacy", usage: [{ month: "2025-07", rate: 45.3 }] }, "2025-10-01");
// @ts-expect-error: a Date
evaluate({ type: "pharmacy" }, new Date());
// @ts-expect-error: no date
evaluate({ type: "pharmacy" });
// @ts-expect-error: an option that does not exist
evaluate({ type: "pharmacy" }, "2025-10-01", { months: 12 });
// @ts-expect-error: a fact that is a number
const numeric: Facility = { type: "pharmacy", facts: { consultation: 1 } };
// @ts-expect-error: until without since
const until: Facility = { type: "pharmacy", facts: { consultation: { until: "2025-10-01" } } };

const [addOn] = evaluate({ type: "pharmacy" }, "2025-10-01").addOns;
// @ts-expect-error: best is null unless the verdict is "qualifies"
addOn?.best.level;
// @ts-expect-error: there is no boolean verdict to misuse
addOn?.verdict === true;
// @ts-expect-error: texts are shared and frozen
if (addOn) addOn.name.ja = "";
// @ts-expect-error: tables are shared and frozen
addOns().push();
// @ts-expect-error: tables are shared and frozen
facts().sort();
// @ts-expect-error: errors are the package's to make
new DxKasanError();

export { numeric, until };
