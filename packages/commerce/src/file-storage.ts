import type { Readable } from "node:stream";

/**
 * Where files that are too large for the database are kept. It knows keys and bytes alone; what they are stands in the
 * database. None of its calls runs inside a transaction. A storage that does not answer throws a `StorageError`.
 */
export interface FileStorage {
  /** Stores all bytes under a new key. When the stream fails or ends early, nothing is found under the key. */
  put(key: string, bytes: Readable): Promise<void>;
  /** The bytes of the key, or of the range in it; null: there are none. */
  open(key: string, range?: ByteRange): Promise<Readable | null>;
  /** The number of stored bytes; null: there are none under the key. */
  sizeOf(key: string): Promise<number | null>;
  /** Also removes what an interrupted `put` left. Nothing happens if there is nothing. */
  remove(key: string): Promise<void>;
  /** Throws if files can't be stored and read. */
  assertReachable(): Promise<void>;
}

/** Both ends are included. */
interface ByteRange {
  start: number;
  end: number;
}

/** The storage is not reachable, full, or refuses. */
export class StorageError extends Error {
  constructor(what: string, cause: unknown) {
    super(`${what}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = "StorageError";
  }
}
