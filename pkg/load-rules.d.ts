// `loadRules`, in an entry of its own: its module is as large as the engine, and hardly any page needs it.

import type { Rules } from "./index.js";

/** A ruleset that was handed in. */
export interface LoadedRules extends Rules {
  /**
   * Gives back the memory that the ruleset takes in the engine. Every later call to one of its functions throws `bad-ruleset`; to close it
   * again does nothing. The same ruleset that was loaded twice has to be closed twice.
   */
  readonly close: () => void;
}

/**
 * The functions of another ruleset than the built-in one, given as JSON text or as the object that it holds. It is checked as
 * strictly as the built-in one. A list of more than 1,000 items is refused.
 *
 * @throws {DxKasanError} `bad-ruleset`
 * @example
 * import { DxKasanError } from "dx-kasan";
 * import { loadRules } from "dx-kasan/load-rules";
 *
 * try {
 *   loadRules("{}").rulesInfo().version;
 * } catch (error) {
 *   error instanceof DxKasanError && error.code; // => "bad-ruleset"
 * }
 */
export function loadRules(ruleset: string | object): LoadedRules;
