// The page's worker: it reads files of facilities.

/* global dxKasan, dxKasanFile, dxKasanWorker -- of the package's scripts */

dxKasanWorker.serve({ ...dxKasan, ...dxKasanFile });
