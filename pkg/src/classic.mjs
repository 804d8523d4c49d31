// For a page without modules: `<script src="classic.js">`, from a server or from file://, makes the global `dxKasan`.

import * as dxKasan from "./index.mjs";

globalThis.dxKasan = dxKasan;
