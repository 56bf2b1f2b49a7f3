import type { Socket } from "node:net";
import type { Shop } from "@dualtrack/commerce";
import { connect } from "@dualtrack/db";
import pg from "pg";
import { vi } from "vitest";
import { silentLog } from "./test-log.ts";
import type { TestShop } from "./test-shop.ts";

interface Death {
  /** Counted from 1, transactions' beginnings and ends included. */
  nth: number;
  /** Before the statement is sent, or after it was carried out and before its answer. */
  when: "before" | "after";
}

/**
 * Calls `run` with the shop of a process that dies at its nth statement: its connection is cut, and nothing else is sent. Answers
 * how many statements it came to. Nothing else may use the database meanwhile.
 */
export async function dieAtStatement(
  shop: TestShop,
  { nth, when }: Death,
  run: (dying: Shop) => Promise<unknown>,
): Promise<number> {
  const db = connect(shop.databaseUrl, { maxConnections: 1 });
  const query: (...given: unknown[]) => Promise<unknown> = pg.Client.prototype.query;
  let count = 0;
  const sent = vi.spyOn(pg.Client.prototype, "query").mockImplementation(async function (
    this: pg.Client & { connection: { stream: Socket } },
    ...given: unknown[]
  ) {
    count += 1;
    if (count < nth) return query.apply(this, given);
    // Called back by a pool, a client answers no promise: without the callback it does.
    if (count === nth && when === "after")
      await query.apply(
        this,
        given.filter((each) => typeof each !== "function"),
      );
    this.connection.stream.destroy();
    throw new Error("The process is dead");
  });
  try {
    await run({ ...shop, db, log: silentLog }).catch(() => {});
    return count;
  } finally {
    sent.mockRestore();
    await db.$disconnect();
  }
}
