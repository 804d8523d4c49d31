// Files of facilities are read beside the page, where browsers let it have a worker.

export function giveWorker(nation) {
  // A page on a disk gets none; it reads on its own thread.
  if (location.protocol === "file:") return;
  const url = new URL("worker.js", document.baseURI).href;
  // Browsers that know Trusted Types want to be told that this one address is meant.
  const policy = globalThis.trustedTypes?.createPolicy("dx-kasan-page", { createScriptURL: () => url });
  nation.worker = () => new Worker(policy?.createScriptURL("") ?? url);
}
