import type { Tx } from "@dualtrack/db";
import type { KeptDays } from "./shop.ts";

/** Rows of one table that are removed, or stripped of secrets, after a retention time. */
export interface Retention {
  /** The name in the job's log and answer. */
  name: string;
  /** The setting that says how long; or a time that nobody needs to choose. */
  after: keyof KeptDays | { days: number };
  /** Removes at most `limit` rows that ended before the instant. Answers their number. */
  remove(tx: Tx, age: { before: Date; limit: number }): Promise<number>;
}
