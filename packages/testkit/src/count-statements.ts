import pg from "pg";
import { vi } from "vitest";

/** The statements that `run` sends to PostgreSQL, in order, transactions' beginnings and ends included. Nothing else may use the database meanwhile. */
export async function recordStatements(run: () => Promise<unknown>): Promise<string[]> {
  const sent = vi.spyOn(pg.Client.prototype, "query");
  try {
    await run();
    return sent.mock.calls.map(([statement]) => textOf(statement));
  } finally {
    sent.mockRestore();
  }
}

/** How many statements `run` sends to PostgreSQL, as `recordStatements`. */
export async function countStatements(run: () => Promise<unknown>): Promise<number> {
  return (await recordStatements(run)).length;
}

function textOf(statement: unknown): string {
  return typeof statement === "string" ? statement : (statement as { text: string }).text;
}
