import { malformed } from "./failure.js";
import type { Actor, Answer, Command, CommandId, Outcome, Query } from "./fondaco.js";
import { Handle } from "./handle.js";
import { ready } from "./init.js";
import { type Journal, MemoryJournal, openDatabase } from "./journal.js";
import { type Module, json, number } from "./module.js";

/** The commands that answer more than that they are done, and what. */
interface Answered {
  receive_stock: "movement";
  adjust_stock: "movement";
  count_stock: "count";
  write_off_stock: "movement";
  send_transfer: "transfer";
  receive_transfer: "movement";
  return_transfer: "movement";
  announce_inbound: "inbound";
  open_cart: "cart";
  add_line: "line" | "line_clamped";
  change_line: "line" | "line_clamped";
  send_line: "line";
  restore_line: "line" | "line_clamped";
  merge_carts: "cart_merged";
  reserve_cart: "reservation";
  reserve_stock: "reservation";
  extend_reservation: "reservation";
  place_order: "order";
  buy_now: "order";
  request_payment: "payment";
  ship_order: "shipment";
  request_label: "booking";
  amend_order: "amended";
  refund_order: "refund";
  claim_effect: "claim";
  request_return: "return";
  refund_return: "credited";
  issue_invoice: "invoice";
  issue_credit_note: "credit_note";
  record_entries: "entries";
  propose_trade: "trade";
  instruct_settlement: "settlement";
  settle: "settled";
}

/** The outcome of a command, by its name. */
export type OutcomeOf<C extends Command["do"]> = Extract<Outcome, { did: C extends keyof Answered ? Answered[C] : "done" }>;

/** The answer to a query, by its name. */
export type AnswerTo<Q extends Query["get"]> = Extract<Answer, { got: Q }>;

/** How an engine is opened. */
export interface EngineOptions {
  /** The name of a database of the browser (IndexedDB), in which the state outlives the page. In memory when absent. */
  name?: string;
  /** Tells the time: milliseconds since 1970 UTC, or a `Date`. The clock of the machine when absent. */
  clock?: () => number | Date;
  /** What ids are drawn from: the same seed, times and commands give the same ids. Drawn by the machine when absent. */
  seed?: bigint;
}

/** Who sends a command, and under which id. */
export interface ExecuteOptions {
  /** The id of the command: sent again, it answers the first outcome. A new one when absent. */
  id?: CommandId;
  /** Who sends it; the shop itself when absent. */
  actor?: Actor;
}

/** How many commits are made true again at once. */
const BATCH = 500;

/** The engine as the module keeps it, for as long as its memory is right. */
class Open extends Handle {
  constructor(module: Module, seed: bigint) {
    super("engine_close", module.call("engine_open", seed), module);
  }
}

/**
 * A whole shop: carts, stock, orders, payments.
 *
 * Commands are carried out one after the other, each all or nothing. With a name the state is kept by the browser; other
 * tabs may have the same shop open, and see each other's commands.
 */
export class Engine {
  readonly #module: Module;
  readonly #journal: Journal;
  readonly #clock: () => number | Date;
  readonly #seed: () => bigint;
  #open: Open;
  /** How many commits of the journal the open engine has. */
  #seen = 0;
  #last: Promise<unknown> = Promise.resolve();

  /** Opens a shop; throws `store.unavailable` where the browser keeps nothing. */
  static async open({ name, clock = Date.now, seed }: EngineOptions = {}): Promise<Engine> {
    if (seed !== undefined && typeof seed !== "bigint") throw malformed("the seed is a bigint");
    if (name !== undefined && typeof name !== "string") throw malformed("the name of a database is a text");
    const module = ready();
    const journal = name === undefined ? new MemoryJournal() : await openDatabase(name);
    const engine = new Engine(module, journal, clock, () => seed ?? drawn());
    await engine.#turn(false, () => []);
    return engine;
  }

  private constructor(module: Module, journal: Journal, clock: () => number | Date, seed: () => bigint) {
    this.#module = module;
    this.#journal = journal;
    this.#clock = clock;
    this.#seed = seed;
    this.#open = new Open(module, seed());
  }

  /** Carries out a command; throws when it is refused, and then nothing has changed. */
  execute<C extends Command["do"]>(
    command: { do: C } & Extract<Command, { do: C }>,
    { id, actor }: ExecuteOptions = {},
  ): Promise<OutcomeOf<C>> {
    return this.#asked(true, "engine_execute", { id, actor, command }) as Promise<OutcomeOf<C>>;
  }

  /** Answers a query. */
  query<Q extends Query["get"]>(query: { get: Q } & Extract<Query, { get: Q }>): Promise<AnswerTo<Q>> {
    return this.#asked(false, "engine_query", query) as Promise<AnswerTo<Q>>;
  }

  /** Lets time pass: marks at most `limit` holds that are due as expired, and answers how many it marked. */
  async tick(limit = 100): Promise<number> {
    const tick = () => this.#module.call("engine_tick", this.#open.handle, this.#now(), number(limit));
    return (await this.#called(true, tick)) as number;
  }

  /** A new id for a command, to be kept and sent again until the command is answered. */
  newId(): CommandId {
    this.#module.call("engine_new_id", this.#open.handle, this.#now());
    return this.#module.text();
  }

  /** Everything that ever happened, one commit a line: to be kept, sent, and imported elsewhere. */
  async export(): Promise<string> {
    let state = "";
    await this.#inTurn(() =>
      this.#journal.turn(false, 0, (commits) => {
        state = commits.map((commit) => `${commit}\n`).join("");
        return [];
      }),
    );
    return state;
  }

  /**
   * Takes in what another shop exported, into one that has nothing of it yet. Throws `log.broken` where a commit does not
   * follow from those before it, or a record is not what its events come to; then nothing has changed.
   */
  async import(state: string): Promise<void> {
    if (typeof state !== "string") throw malformed("what is imported is a text");
    const commits = state.split("\n").filter((line) => line !== "");
    await this.#turn(true, () => {
      this.#module.send(`[${commits.join()}]`, "engine_import", this.#open.handle);
      return commits;
    });
  }

  /** Closes the shop; closing twice does nothing. Every call after it throws `handle.closed`. */
  close(): void {
    this.#open.close();
    this.#journal.close();
  }

  /** Closes it at the end of a `using` declaration. */
  [Symbol.dispose](): void {
    this.close();
  }

  async #asked(writes: boolean, name: string, message: unknown): Promise<unknown> {
    const text = json(message);
    return this.#called(writes, () => this.#module.send(text, name, this.#open.handle, this.#now()));
  }

  /** Makes a call in its turn. A call that is refused may have committed too: holds that were due were given back. */
  async #called(writes: boolean, call: () => void): Promise<unknown> {
    let answer = (): unknown => undefined;
    await this.#turn(writes, () => {
      try {
        call();
        const value = this.#module.value();
        answer = () => value;
      } catch (failure) {
        answer = () => {
          throw failure;
        };
      }
      return writes ? this.#commits() : [];
    });
    return answer();
  }

  /** Shows the engine what it has missed, has it work, and keeps what it committed. */
  #turn(writes: boolean, work: () => string[]): Promise<void> {
    return this.#inTurn(async () => {
      try {
        await this.#journal.turn(writes, this.#seen, (missed) => {
          this.#replay(missed);
          const commits = work();
          this.#seen += missed.length + commits.length;
          return commits;
        });
      } catch (failure) {
        this.#forget();
        throw failure;
      }
    });
  }

  /** Waits for the turns before. */
  #inTurn(turn: () => Promise<void>): Promise<void> {
    const taken = this.#last.then(() => {
      // A closed handle says so itself.
      this.#module.call("engine_commits", this.#open.handle);
      return turn();
    });
    this.#last = taken.catch(() => undefined);
    return taken;
  }

  #replay(commits: string[]): void {
    for (let start = 0; start < commits.length; start += BATCH) {
      this.#module.send(`[${commits.slice(start, start + BATCH).join()}]`, "engine_replay", this.#open.handle);
    }
  }

  #commits(): string[] {
    this.#module.call("engine_commits", this.#open.handle);
    const lines = this.#module.text();
    return lines === "" ? [] : lines.split("\n");
  }

  /** Forgets what is in memory, since the journal is right: the next turn reads it anew. */
  #forget(): void {
    if (this.#open.handle === 0 || this.#module.isLost) return;
    this.#open.close();
    this.#open = new Open(this.#module, this.#seed());
    this.#seen = 0;
  }

  #now(): number {
    return number(Number(this.#clock()));
  }
}

function drawn(): bigint {
  return crypto.getRandomValues(new BigUint64Array(1))[0] as bigint;
}
