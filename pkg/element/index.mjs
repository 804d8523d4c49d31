// `dx-kasan/element`: defines <dx-kasan-check> and <dx-kasan-nation>. Where there is no document, such as on a server, importing it does
// nothing.

import { DxKasanCheck } from "./element.mjs";
import { DxKasanNation } from "./nation-element.mjs";

export { DxKasanCheck, DxKasanNation };

for (const [name, element] of Object.entries({ "dx-kasan-check": DxKasanCheck, "dx-kasan-nation": DxKasanNation })) {
  if (globalThis.customElements !== undefined && customElements.get(name) === undefined) customElements.define(name, element);
}
