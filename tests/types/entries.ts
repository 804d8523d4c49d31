// The other entries, as a vendor's code uses them under the strictest settings and without the libraries of browsers or Node.

import type { Assessment, DxKasanError, Rules } from "dx-kasan";
import { loadRules } from "dx-kasan/load-rules";
import rulesJson from "dx-kasan/rules.json";
import { createDxKasan, type DxKasan } from "dx-kasan/slim";
import { askMany, serve, withoutWorker, type Outcome, type Port, type Signal } from "dx-kasan/worker";

const slim: DxKasan = createDxKasan(new Uint8Array(8));
const assessment: Assessment = slim.evaluate({ type: "pharmacy" }, "2025-10-01");
// @ts-expect-error: a path is not a module
createDxKasan("dx_kasan.wasm");

declare const worker: Port;
declare const signal: Signal;
const outcomes: Promise<Outcome<Assessment>[]> = askMany(worker, "evaluate", [{ type: "pharmacy" }], ["2025-10-01"], {
  signal,
  onProgress: (done, total) => void (done / total),
});
for (const { index, answer, error } of await outcomes) {
  const at: number = index;
  const failed: DxKasanError | undefined = error;
  // @ts-expect-error: there may be an error instead
  answer.date;
  if (answer) answer.date satisfies string;
  void [at, failed];
}
// @ts-expect-error: not about a facility
askMany(worker, "facts", [], []);
// @ts-expect-error: the date is missing
askMany(worker, "evaluate", [], []);

const own = { best: (facility: { readonly type: string }, level: number) => level > 1 && facility.type === "pharmacy" };
const answers: Promise<Outcome<boolean>[]> = askMany<typeof own, "best">(withoutWorker(own), "best", [], [1]);
serve(slim);
serve(Promise.resolve(loadRules({})), worker);
const rules: Rules = loadRules(rulesJson);

export { answers, assessment, rules };
