// Options that JavaScript itself reads, as strictly as the engine reads the others.

import { DxKasanError } from "./error.mjs";
import { kindOf, THREW, wrongType } from "./refusal.mjs";

/** The caller's own options of these names, in their order. An option that a function does not know is an error, as it is everywhere. */
export function ownOptions(options, known) {
  if (options === undefined || options === null) return [];
  if (typeof options !== "object" || Array.isArray(options)) throw wrongType("options", "object", kindOf(options));
  let own;
  try {
    // Nothing that the host put on Object.prototype is an option.
    own = { __proto__: null, ...options };
  } catch {
    throw wrongType("options", "data", THREW);
  }
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
