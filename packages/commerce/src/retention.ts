import type { Tx } from "@dualtrack/db";
import type { KeptDays } from "./shop.ts";

/** Rows of one table that go, or lose what nobody may keep, when they have reached their age. */
export interface Retention {
  /** As the job's log and answer call them. */
  name: string;
  after: keyof KeptDays;
  /** Takes away at most `limit` rows that were over before the instant. Answers how many. */
  remove(tx: Tx, age: { before: Date; limit: number }): Promise<number>;
}
