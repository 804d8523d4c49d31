// The same script as `require` has, for pages without modules: `<script src>` makes the global `dxKasan`. For its types:
// import type {} from "dx-kasan/classic";

declare global {
  var dxKasan: typeof import("./index.js");
}

export * from "./index.js";
