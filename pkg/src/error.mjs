// The one class of errors that this package throws.

export class DxKasanError extends Error {
  constructor({ code, path, params, message, messageJa }, options) {
    super(message, options);
    this.code = code;
    this.path = path;
    this.params = params;
    this.messageJa = messageJa;
  }
}

DxKasanError.prototype.name = "DxKasanError";

// For what the caller's input cannot explain: the engine did not start, or stopped by itself.
export function internalError(message, messageJa, cause) {
  return new DxKasanError({ code: "internal", path: "", params: {}, message, messageJa }, { cause });
}
