// The global of the classic build has the functions of the module.

import type {} from "dx-kasan/classic";

const rate: string = dxKasan.parseRate("４５．３％");
const same: typeof import("dx-kasan").evaluate = globalThis.dxKasan.evaluate;

export { rate, same };
