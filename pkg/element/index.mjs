// `dx-kasan/element`: defines <dx-kasan-check>. Where there is no document, such as on a server, importing it does nothing.

import { DxKasanCheck } from "./element.mjs";

export { DxKasanCheck };

if (globalThis.customElements !== undefined && customElements.get("dx-kasan-check") === undefined) {
  customElements.define("dx-kasan-check", DxKasanCheck);
}
