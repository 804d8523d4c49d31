// `import` of `dx-kasan/worker`: what the script beside it holds.

import "./worker.js";
import { registered } from "../registry.mjs";

export const { serve, askMany, askBatch, askFile, withoutWorker } = registered("worker");
