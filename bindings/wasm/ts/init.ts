import { defect, malformed, unavailable } from "./failure.js";
import { Module } from "./module.js";

/** Where the compiled module comes from: an address, an answer of `fetch`, its bytes, or the module itself. */
export type Source = URL | string | Response | BufferSource | WebAssembly.Module;

/** Which build is loaded. */
type Build = "pricing" | "full";

let loaded: { readonly module: Module; readonly build: Build } | undefined;
const loading = new Map<Build, Promise<void>>();

/** Loads a build once, and again only after it broke down or could not be loaded. @internal */
export function load(build: Build, source: () => Source | PromiseLike<Source>): Promise<void> {
  if (loaded !== undefined && !loaded.module.isLost && (loaded.build === "full" || build === "pricing")) return Promise.resolve();
  let started = loading.get(build);
  if (started === undefined) {
    started = start(build, source).finally(() => loading.delete(build));
    loading.set(build, started);
  }
  return started;
}

/** The module that was loaded. @internal */
export function ready(): Module {
  if (loaded === undefined) throw defect("nothing is loaded yet: await `init()` first");
  return loaded.module;
}

async function start(build: Build, source: () => Source | PromiseLike<Source>): Promise<void> {
  const compiled = await compile(await source());
  const instance = await WebAssembly.instantiate(compiled, {});
  loaded = { module: new Module(instance), build };
}

async function compile(source: Source): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return WebAssembly.compile(source);
  if (typeof Response === "function" && source instanceof Response) return fromResponse(source);
  if (typeof source === "string" || source instanceof URL) return fromAddress(String(source));
  throw malformed("the module comes from a URL, a Response, bytes or a WebAssembly.Module");
}

async function fromAddress(address: string): Promise<WebAssembly.Module> {
  const bytes = address.startsWith("file:") ? readFile(address) : undefined;
  if (bytes !== undefined) return WebAssembly.compile(bytes);
  let response: Response;
  try {
    response = await fetch(address);
  } catch (cause) {
    throw unavailable(`\`${address}\` cannot be fetched`, cause);
  }
  return fromResponse(response);
}

async function fromResponse(response: Response): Promise<WebAssembly.Module> {
  if (!response.ok) throw unavailable(`\`${response.url}\` answers ${response.status}`);
  // Only what is served by this type can be compiled while it arrives.
  const streams = response.headers.get("content-type")?.startsWith("application/wasm") ?? false;
  return streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

/** A file, where this is Node: asked for at run time, so that no bundler looks for it. */
function readFile(address: string): BufferSource | undefined {
  type Node = { process?: { getBuiltinModule?: (name: string) => { readFileSync(path: URL): BufferSource } } };
  const files = (globalThis as Node).process?.getBuiltinModule?.("node:fs");
  try {
    return files?.readFileSync(new URL(address));
  } catch (cause) {
    throw unavailable(`\`${address}\` cannot be read`, cause);
  }
}
