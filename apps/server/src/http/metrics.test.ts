import { countStates, withClient } from "@dualtrack/db";
import { buy, openTestShop, runJobs, stockedVariant } from "@dualtrack/testkit";
import { expect, test } from "vitest";

test("open orders are always counted; of a large table, the planner knows how many have ended", async () => {
  await using shop = await openTestShop();
  const record = await stockedVariant(shop, { onHand: 9 });
  for (let order = 0; order < 3; order += 1) await buy(shop, { [record]: 1 });
  await runJobs(shop);
  await buy(shop, { [record]: 1 });
  const orders = async () => {
    const states = await countStates(shop.db, { table: "order", open: ["processing"] });
    return Object.fromEntries(states.map(({ state, count }) => [state, count]));
  };
  expect(await orders()).toEqual({ processing: 1, confirmed: 3 });

  await withClient(shop.databaseUrl, async (client) => {
    await client.query(`alter table "order" set (autovacuum_enabled = off)`);
    await client.query(`analyze "order"`);
    await client.query(
      `select pg_restore_relation_stats('schemaname', 'public', 'relname', 'order', 'reltuples', 1000000::real)`,
    );
  });
  expect(await orders()).toEqual({ processing: 1, confirmed: 750_000 });
});
