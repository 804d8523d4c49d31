// How the files of an entry find each other: a script has no exports that an ES module could import, so it leaves what it has under
// a symbol that names the version, and the module that imports it for that takes it from there.

/* global VERSION -- replaced by the build */

const symbol = (entry) => Symbol.for(`dx-kasan@${VERSION}/${entry}`);

export const register = (entry, value) =>
  void Object.defineProperty(globalThis, symbol(entry), { __proto__: null, value, configurable: true });

export const registered = (entry) => globalThis[symbol(entry)];
