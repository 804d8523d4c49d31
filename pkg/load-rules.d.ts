// `loadRules`, in an entry of its own: its module is as large as the engine, and hardly any page needs it.

import type { Rules } from "./index.js";

/**
 * The functions of another ruleset than the built-in one, given as JSON text or as the object that it holds. It is checked as
 * strictly as the built-in one.
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
export function loadRules(ruleset: string | object): Rules;
