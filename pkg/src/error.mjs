// The one class of errors that this package throws.

// Each copy of this package has its own class (ES module and CommonJS, a page and its frames), and an error of any of them is one.
const BRAND = Symbol.for("dx-kasan.error");

export class DxKasanError extends Error {
  static [Symbol.hasInstance](value) {
    return typeof value === "object" && value !== null && BRAND in value;
  }

  constructor({ code, path, params, message, messageJa }, options) {
    super(message, options);
    this.code = code;
    this.path = path;
    this.params = params;
    this.messageJa = messageJa;
  }
}

DxKasanError.prototype.name = "DxKasanError";
Object.defineProperty(DxKasanError.prototype, BRAND, { __proto__: null, value: true });

// For what the caller's input cannot explain: the engine did not start, or stopped by itself.
export function internalError(message, messageJa, cause) {
  return new DxKasanError({ code: "internal", path: "", params: {}, message, messageJa }, { cause });
}
