// A worker for pages without modules: new Worker(".../dist/classic-worker.js"). The scripts lie beside it.
"use strict";
importScripts("index.js", "worker.js");
dxKasanWorker.serve(dxKasan);
