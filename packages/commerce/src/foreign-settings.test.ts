import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { connect, ourSession, Prisma } from "@dualtrack/db";
import { buy, openTestShop, readyToPay, runJobs, stockedVariant } from "@dualtrack/testkit";
import { expect, test } from "vitest";
import { writeAudit } from "./audit/audit-log.ts";
import { transactFor } from "./unit-of-work.ts";

// The server of every test is set up as a stranger might have done it (testkit's global-setup.ts): another time zone,
// date style and isolation for whoever connects without settings of their own.

test("times and dates are stored and read correctly on a server with another time zone and date style", async () => {
  await using shop = await openTestShop();
  const [role] = await shop.db.$queryRaw<[{ settings: string[] }]>`
    select setconfig as settings from pg_db_role_setting
    where setrole = (select oid from pg_roles where rolname = current_user)`;
  expect(role.settings).toEqual(expect.arrayContaining(["TimeZone=America/New_York", "DateStyle=SQL, DMY"]));

  const record = await stockedVariant(shop, { onHand: 5 });
  const held = await readyToPay(shop, { [record]: 1 });
  const { expiresAt } = await shop.db.checkout.findUniqueOrThrow({ where: { id: held.id } });
  const [stored] = await shop.db.$queryRaw<[{ job: number; hold: number; written: string }]>`
    select extract(epoch from job.run_at)::float as job, extract(epoch from checkout.expires_at)::float as hold,
      to_char(checkout.expires_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as written
    from graphile_worker.jobs as job, checkout
    where job.key = ${`expire:${held.id}`} and checkout.id = ${held.id}::uuid`;
  expect(stored).toEqual({
    job: expiresAt.getTime() / 1000,
    hold: expiresAt.getTime() / 1000,
    written: expiresAt.toISOString(),
  });

  // What the shop's clock says is what the database keeps, with raw parameters too; no entry is five hours off.
  const by = { name: "Owner", email: "owner@example.com", role: "owner", ip: null } as const;
  const at = await transactFor(shop, by, async (unit) => {
    await writeAudit(unit, { action: "order.note", subject: "zone", before: {}, after: {} });
    return unit.now;
  });
  const [entry] = await shop.db.$queryRaw<[{ at: Date; same: boolean; epoch: number }]>`
    select at, at = ${at} as same, extract(epoch from at)::float as epoch from audit_entry where subject = 'zone'`;
  expect(entry).toEqual({ at, same: true, epoch: at.getTime() / 1000 });

  const { orderId } = await buy(shop, { [record]: 1 });
  await runJobs(shop);
  const order = await shop.db.order.findUniqueOrThrow({
    where: { id: orderId },
    include: { timeline: true },
  });
  expect(order.paymentState).toBe("paid");
  for (const { occurredAt } of order.timeline)
    expect(Math.abs(occurredAt.getTime() - at.getTime())).toBeLessThan(10 * 60_000);
});

test("options of the connection string are kept, and ours win", async () => {
  await using shop = await openTestShop();
  const url = `${shop.databaseUrl}?options=-c%20statement_timeout%3D1234%20-c%20TimeZone%3DAsia/Tokyo&application_name=mine`;
  const db = connect(url, { maxConnections: 1 });
  const [row] = await db.$queryRaw<[Record<string, string>]>(
    Prisma.sql`select current_setting('statement_timeout') as timeout, current_setting('TimeZone') as zone,
      current_setting('application_name') as name, current_setting('default_transaction_isolation') as isolation`,
  );
  await db.$disconnect();
  expect(row).toEqual({ timeout: "1234ms", zone: "UTC", name: "mine", isolation: "read committed" });
  expect(ourSession(ourSession(url))).toContain("application_name=mine");
});

test("no connection of ours is opened without our settings", () => {
  const root = fileURLToPath(new URL("../../../", import.meta.url));
  const sources = ["packages", "apps"].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => join(root, group, name, "src")),
  );
  const files = sources.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => /(?<!\.test)\.ts$/.test(file))
      .map((file) => join(folder, file)),
  );
  const bare = files.filter((file) =>
    /connectionString: (?!ourSession\(|string\))|new pg\.(Client|Pool)\((?!\{ connectionString: ourSession)/.test(
      readFileSync(file, "utf8"),
    ),
  );
  expect(bare).toEqual([]);
});
