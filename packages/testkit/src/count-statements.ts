import pg from "pg";
import { vi } from "vitest";

/** How many statements `run` sends to PostgreSQL, transactions' beginnings and ends included. Nothing else may use the database meanwhile. */
export async function countStatements(run: () => Promise<unknown>): Promise<number> {
  const sent = vi.spyOn(pg.Client.prototype, "query");
  try {
    await run();
    return sent.mock.calls.length;
  } finally {
    sent.mockRestore();
  }
}
