// Whether there is an engine to ask: a page may forbid WebAssembly, and then every question is refused.

import { DxKasanError, rulesInfo } from "dx-kasan";

export function engineRuns() {
  try {
    rulesInfo();
    return true;
  } catch (error) {
    if (error instanceof DxKasanError && error.code === "internal") return false;
    throw error;
  }
}
