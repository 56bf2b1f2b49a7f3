import { expect, test, vi } from "vitest";
import { openBus } from "./bus.ts";
import { withClient } from "./embedded-postgres.ts";
import { openDatabase } from "./testing/open-database.ts";

test("a bus that is closed while it connects again leaves no connection open", async () => {
  await using database = await openDatabase("template0"); // refuses to be dropped with a connection of ours
  const errors: unknown[] = [];
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const bus = await openBus(database.url, (error) => errors.push(error));
    await withClient(database.url, (client) =>
      client.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
      ),
    );
    await vi.waitUntil(() => errors.length === 1);
    vi.advanceTimersByTime(1_000);
    await bus.close();
  } finally {
    vi.useRealTimers();
  }
  expect(errors).toHaveLength(1);
});
