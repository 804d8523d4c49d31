// The declarations for `import`. They are those of `require`, so that both kinds of module have the same types.

export * from "./element.js";
