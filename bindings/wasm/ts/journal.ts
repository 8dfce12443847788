import { unavailable } from "./failure.js";

/** Where commits are kept, in their order. */
export interface Journal {
  /**
   * Shows `work` every commit after the first `seen`, and keeps those that it answers; no one else writes meanwhile. What
   * `work` throws is thrown on, and then nothing is kept.
   */
  turn(writes: boolean, seen: number, work: (missed: string[]) => string[]): Promise<void>;
  /** Lets go of it. */
  close(): void;
}

/** Keeps commits as long as the page lives. */
export class MemoryJournal implements Journal {
  readonly #commits: string[] = [];

  turn(_writes: boolean, seen: number, work: (missed: string[]) => string[]): Promise<void> {
    this.#commits.push(...work(this.#commits.slice(seen)));
    return Promise.resolve();
  }

  close(): void {
    this.#commits.length = 0;
  }
}

const STORE = "commits";

/**
 * Keeps commits in a database of the browser, numbered from 1.
 *
 * A turn is one transaction of the database. Those that write wait for each other, in whatever tab they are: so each sees
 * what the others committed before it decides.
 */
class DatabaseJournal implements Journal {
  readonly #database: IDBDatabase;

  constructor(database: IDBDatabase) {
    this.#database = database;
    // Another tab deletes it: do not stand in the way.
    database.onversionchange = () => database.close();
  }

  turn(writes: boolean, seen: number, work: (missed: string[]) => string[]): Promise<void> {
    return new Promise((resolve, reject) => {
      let thrown: unknown;
      const transaction = this.#begin(writes);
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(thrown ?? unavailable("the browser did not keep it", transaction.error));
      const commits = transaction.objectStore(STORE);
      const missed = commits.getAll(IDBKeyRange.lowerBound(seen, true));
      missed.onsuccess = () => {
        try {
          let number = seen + missed.result.length;
          for (const commit of work(missed.result as string[])) commits.add(commit, ++number);
        } catch (failure) {
          thrown = failure;
          transaction.abort();
        }
      };
    });
  }

  close(): void {
    this.#database.close();
  }

  #begin(writes: boolean): IDBTransaction {
    try {
      // An order that was answered is on the disk.
      return this.#database.transaction(STORE, writes ? "readwrite" : "readonly", { durability: "strict" });
    } catch (cause) {
      throw unavailable("the database of the browser was closed or deleted", cause);
    }
  }
}

/** Opens a database of the browser, and makes it where there is none. */
export function openDatabase(name: string): Promise<Journal> {
  return new Promise((resolve, reject) => {
    if (typeof indexedDB === "undefined") throw unavailable("there is no database here (IndexedDB): leave out the name");
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(new DatabaseJournal(request.result));
    request.onerror = () => reject(unavailable("the browser keeps no database here", request.error));
  });
}
