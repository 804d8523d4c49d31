// The build for pages without modules: it exports nothing and makes the global `dxKasan`.

declare global {
  var dxKasan: typeof import("./index.js");
}

export {};
