// The entry without the module: for hosts that serve, cache or compile `dx-kasan/dx_kasan.wasm` themselves.

import type * as dxKasan from "./index.js";

/** `WebAssembly.Module`, where the compiler's libraries know it. */
export type WasmModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Module } } } ? Module : never;

/** The functions of `dx-kasan`. */
export type DxKasan = Readonly<Omit<typeof dxKasan, "DxKasanError">>;

/**
 * The functions of `dx-kasan` over a module that you bring: the bytes of `dx-kasan/dx_kasan.wasm` of the same version, or the
 * module compiled from them. The engine starts on the first call, synchronously; until then the bytes must not change.
 *
 * ```js
 * // Node: read from the disk
 * const path = createRequire(import.meta.url).resolve("dx-kasan/dx_kasan.wasm");
 * const { evaluate } = createDxKasan(readFileSync(path));
 *
 * // browser: compiled while it arrives
 * const { evaluate } = createDxKasan(await WebAssembly.compileStreaming(fetch("/assets/dx_kasan.wasm")));
 * ```
 */
export function createDxKasan(source: WasmModule | ArrayBuffer | ArrayBufferView): DxKasan;

export { DxKasanError } from "./index.js";
