// Options that JavaScript itself reads, as strictly as the engine reads the others.

import { DxKasanError } from "./error.mjs";
import { kindOf, THREW, wrongType } from "./refusal.mjs";

/** The caller's own options of these names, in their order. An option that a function does not know is an error, as it is everywhere. */
export function ownOptions(options, known) {
  if (options === undefined || options === null) return [];
  let own;
  try {
    // Asking a revoked proxy throws already. Nothing that the host put on Object.prototype is an option.
    own = typeof options === "object" && !Array.isArray(options) ? { __proto__: null, ...options } : undefined;
  } catch {
    throw wrongType("options", "data", THREW);
  }
  if (own === undefined) throw wrongType("options", "object", kindOf(options));
  const unknown = Object.keys(own).find((key) => own[key] !== undefined && !known.includes(key));
  if (unknown !== undefined) {
    throw new DxKasanError({
      code: "unknown-key",
      path: `options.${unknown}`,
      params: { key: unknown },
      message: `unknown key \`${unknown}\``,
      messageJa: `「${unknown}」という項目はありません。`,
    });
  }
  return known.map((key) => own[key]);
}
