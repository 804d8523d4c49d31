// The element, as a host's code uses it under the strictest settings and without the libraries of browsers.

import type { Assessment, Facility } from "dx-kasan";
import { DxKasanCheck, type CheckDraft, type CheckResult, type CheckStep } from "dx-kasan/element";

const check = new DxKasanCheck();
check.facility = { type: "pharmacy", usage: [{ month: "2025-07", rate: "45.3%" }] };
check.facility = null;
const facility: Facility | null = check.facility;
// @ts-expect-error: there may be none
facility.type;
// @ts-expect-error: no such key
check.facility = { typ: "pharmacy" };

const draft: CheckDraft | null = check.draft;
if (draft) check.draft = { ...draft, step: "review" };
// @ts-expect-error: a draft has a version
check.draft = { step: "review" };
// @ts-expect-error: there is no taking back to before there was one
check.draft = null;
check.goTo("result");

const told = ({ detail }: { detail: CheckResult }): Assessment => detail.assessment;
const moved = ({ detail }: { detail: CheckStep }): string => detail.step;

export { facility, moved, told };
