import { FondacoError, defect, malformed } from "./failure.js";
import type { WireFailure } from "./fondaco.js";

type Calls = { readonly [name: string]: (...numbers: (number | bigint)[]) => number };

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A running module: texts in, numbers and texts out. @internal */
export class Module {
  readonly #calls: Calls;
  readonly #memory: WebAssembly.Memory;
  #lost: FondacoError | undefined;

  constructor(instance: WebAssembly.Instance) {
    this.#calls = instance.exports as Calls;
    this.#memory = instance.exports["memory"] as WebAssembly.Memory;
  }

  /** Whether it broke down: nothing that it kept can be trusted. */
  get isLost(): boolean {
    return this.#lost !== undefined;
  }

  /** Calls a function; its handle, or 1. */
  call(name: string, ...numbers: (number | bigint)[]): number {
    const status = this.#run(name, numbers);
    if (status === 0) throw new FondacoError(JSON.parse(this.text()) as WireFailure);
    return status;
  }

  /** Calls a function that cannot fail, unless the module is lost: then there is nothing to be done either. */
  close(name: string, handle: number): void {
    if (!this.isLost) this.#run(name, [handle]);
  }

  /** Calls a function that takes a text as its last argument. */
  send(text: string, name: string, ...numbers: (number | bigint)[]): number {
    return this.call(name, ...numbers, this.#write(text));
  }

  /** Calls a function that takes a text and columns after it. */
  sendColumns(text: string, columns: Float64Array, name: string, handle: number): number {
    const length = this.#write(text, columns.byteLength);
    const bytes = new Uint8Array(columns.buffer, columns.byteOffset, columns.byteLength);
    new Uint8Array(this.#memory.buffer, this.#run("room", [length + bytes.length])).set(bytes, length);
    return this.call(name, handle, length, length + bytes.length);
  }

  /** The text that the last call answered. */
  text(): string {
    return decoder.decode(this.#answer());
  }

  /** The value that the last call answered. */
  value(): unknown {
    return JSON.parse(this.text());
  }

  /** A copy of the bytes that the last call answered. */
  bytes(): Uint8Array<ArrayBuffer> {
    return this.#answer().slice();
  }

  #answer(): Uint8Array<ArrayBuffer> {
    const start = this.#run("answer", []);
    return new Uint8Array(this.#memory.buffer as ArrayBuffer, start, this.#run("answer_length", []));
  }

  /** Writes a text as input; its length in bytes. */
  #write(text: string, more = 0): number {
    // A character of UTF-16 takes at most three bytes of UTF-8.
    const room = text.length * 3;
    const start = this.#run("room", [room + more]);
    return encoder.encodeInto(text, new Uint8Array(this.#memory.buffer, start, room)).written;
  }

  #run(name: string, numbers: (number | bigint)[]): number {
    if (this.#lost !== undefined) throw this.#lost;
    const call = this.#calls[name];
    if (call === undefined) throw defect(`this build does not have \`${name}\`: import \`fondaco\` instead of \`fondaco/pricing\``);
    try {
      // Places in memory are counted without a sign.
      return call(...numbers) >>> 0;
    } catch (cause) {
      this.#lost = defect("the module broke down: call `init` again and open everything anew", cause);
      throw this.#lost;
    }
  }
}

/** A value as JSON, whose numbers, texts and objects the module judges. @internal */
export function json(value: unknown): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (cause) {
    throw malformed(`a value cannot be sent: ${String((cause as Error).message)}`, cause);
  }
  if (text === undefined) throw malformed(`a value of type ${typeof value} cannot be sent`);
  return text;
}

/** A number as it is; what is none becomes none that the module takes. @internal */
export function number(value: unknown): number {
  return typeof value === "number" ? value : Number.NaN;
}
