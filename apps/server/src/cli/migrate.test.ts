import { randomUUID } from "node:crypto";
import { connect, openBus, openWorkerLease, withClient } from "@dualtrack/db";
import { buy, connectionsOfJobs, openTestShop, runJobs, stockedVariant } from "@dualtrack/testkit";
import { expect, inject, test } from "vitest";
import { startJobRunner } from "../jobs/job-runner.ts";
import { runProgram } from "../testing/run-program.ts";

const adminUrl = inject("postgresUrl");

test("an empty database is migrated as its owner, and the shop runs as a role that can't change tables", {
  timeout: 120_000,
}, async () => {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await withClient(adminUrl, async (client) => {
    await client.query(`create database ${name} template template0`);
    await client.query(`create role ${name} login password 'shop'`);
  });
  const owner = new URL(adminUrl);
  owner.pathname = `/${name}`;
  const asShop = new URL(owner);
  [asShop.username, asShop.password] = [name, "shop"];
  const variables = {
    DATABASE_URL: asShop.href,
    MIGRATE_DATABASE_URL: owner.href,
    STAFF_EMAIL: "first@example.com",
    STAFF_PASSWORD: "one-of-our-own",
  };

  const early = await runProgram("create-owner", variables).ended;
  expect(early).toMatchObject({ code: 1, output: expect.stringMatching(/empty .*`pnpm migrate`/) });
  const first = await runProgram("migrate", variables).ended;
  expect(first).toMatchObject({ code: 0, output: expect.stringMatching(/^Applied: \d+_initial, /) });
  const second = await runProgram("migrate", variables).ended;
  expect(second).toEqual({ code: 0, output: "The database is up to date.\n" });
  expect((await runProgram("create-owner", variables).ended).output).toMatch(/can sign in now/);
  expect((await runProgram("create-owner", variables).ended).output).toMatch(/password is unchanged/);

  {
    await using shop = await openTestShop();
    await Promise.all([shop.bus.close(), shop.db.$disconnect(), shop.jobConnections.end()]);
    const database = shop.databaseUrl;
    shop.databaseUrl = asShop.href;
    shop.jobConnections = connectionsOfJobs(asShop.href);
    shop.db = connect(asShop.href, { maxConnections: 5 });
    shop.bus = await openBus(asShop.href, () => {});
    const { orderId } = await buy(shop, { [await stockedVariant(shop, { onHand: 2 })]: 1 });
    await runJobs(shop);
    const order = await shop.db.order.findUniqueOrThrow({ where: { id: orderId } });
    expect(order.paymentState).toBe("paid");
    const lease = await openWorkerLease(asShop.href, () => {});
    const runner = await startJobRunner({
      databaseUrl: asShop.href,
      lease,
      log: shop.log,
      concurrency: 1,
      tasks: { nothing: () => {} },
    });
    expect(await lease.freeAbandonedJobs()).toBe(0);
    await runner.stop();
    await lease.close();
    for (const sql of [
      "create table public.mine ()",
      "alter table product add x int",
      "truncate product cascade",
    ])
      await expect(shop.db.$executeRawUnsafe(sql)).rejects.toThrow(/permission denied|must be owner/);
    await expect(shop.db.$executeRaw`delete from _prisma_migrations`).rejects.toThrow(/permission denied/);
    await Promise.all([shop.bus.close(), shop.db.$disconnect(), shop.jobConnections.end()]);
    shop.databaseUrl = database;
    shop.jobConnections = connectionsOfJobs(database);
    shop.bus = await openBus(database, () => {});
  }
  await withClient(adminUrl, async (client) => {
    await client.query(`drop database ${name} with (force)`);
    await client.query(`drop role ${name}`);
  });
});
