import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { StaffMember } from "@dualtrack/api";
import type { Shop } from "@dualtrack/commerce";
import type { StaffRole } from "@dualtrack/contract";
import { buy, runJobs, stockedVariant, type TestShop, test } from "@dualtrack/testkit";
import express from "express";
import { expect } from "vitest";
import { nameRequest } from "../request/request-id.ts";
import { staffExports } from "./staff-exports.ts";

test.beforeAll(async ({ shop }) => {
  await buy(shop, { [await stockedVariant(shop, { onHand: 5 })]: 1 });
});

/** Asks for the file as somebody with this role; null: nobody is signed in. */
async function download(
  shop: TestShop,
  role: StaffRole | null,
  filter: string,
  from: Shop = shop,
  file = "orders.csv",
): Promise<Response> {
  const staff: StaffMember | null = role && {
    id: role,
    name: role,
    email: `${role}@example.com`,
    role,
    sessionId: role,
  };
  const app = express().use(
    "/exports",
    nameRequest,
    staffExports(from, async () => staff),
  );
  const server = createServer(app);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  try {
    const answer = await fetch(
      `http://127.0.0.1:${port}/exports/${file}?filter=${encodeURIComponent(filter)}`,
    );
    return new Response(await answer.text(), { status: answer.status, headers: answer.headers });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const entries = (shop: TestShop) => shop.db.auditEntry.count({ where: { action: "orders.export" } });

test("owners and managers download orders as a file", async ({ shop }) => {
  for (const role of ["owner", "manager"] as const) {
    const before = await entries(shop);
    const answer = await download(shop, role, "{}");
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toContain("text/csv");
    expect(answer.headers.get("content-disposition")).toMatch(
      /^attachment; filename="?orders-[\d-]+\.csv"?$/,
    );
    expect((await answer.text()).match(/^DT-/gm)).toHaveLength(1);
    expect(await entries(shop)).toBe(before + 1);
  }
});

test("the file is named after the day that it is in the shop's time zone", async ({ shop }) => {
  const settings = { ...shop.settings, timeZone: "Pacific/Chatham" };
  for (const [now, day] of [
    ["2026-04-05T10:30:00Z", "2026-04-05"],
    ["2026-04-05T12:30:00Z", "2026-04-06"],
  ] as const) {
    const answer = await download(shop, "owner", "{}", {
      ...shop,
      settings,
      clock: { now: () => new Date(now) },
    });
    expect(answer.headers.get("content-disposition")).toContain(`orders-${day}.csv`);
  }
});

test("support, anonymous clients and invalid filters get nothing, and nothing is recorded", async ({
  shop,
}) => {
  const before = await entries(shop);
  expect((await download(shop, "support", "{}")).status).toBe(403);
  expect((await download(shop, null, "{}")).status).toBe(401);
  expect((await download(shop, "owner", "{")).status).toBe(400);
  expect((await download(shop, "owner", '{"states":["lost"]}')).status).toBe(400);
  expect(await entries(shop)).toBe(before);
});

test("an export that fails halfway is cut off, and does not look complete", async ({ shop }) => {
  shop.log.expectErrors(/an export broke off/);
  // Counting needs no addresses, the rows of the file do.
  await shop.db.$executeRaw`alter table "order" rename shipping_address to address_away`;
  await expect(download(shop, "owner", "{}")).rejects.toThrow();
  await shop.db.$executeRaw`alter table "order" rename address_away to shipping_address`;
  const requestId = expect.stringMatching(/^[0-9a-f-]{36}$/);
  expect(shop.log.errors).toMatchObject([{ text: "an export broke off", facts: { requestId } }]);
});

test("a ZIP of too many invoices is refused in words, and support gets none", async ({ shop }) => {
  await runJobs(shop);
  const zip = (role: StaffRole) => download(shop, role, "{}", shop, "invoices.zip");
  expect((await zip("manager")).headers.get("content-type")).toBe("application/zip");
  expect((await zip("support")).status).toBe(403);
  const { id: correctsId, document, ...stored } = await shop.db.invoice.findFirstOrThrow();
  await shop.db.$transaction(async (tx) => {
    await tx.$executeRaw`set local session_replication_role = replica`;
    await tx.invoice.createMany({
      data: Array.from({ length: 2_000 }, (_, place) => ({
        ...{ ...stored, document: document as object, number: `CN-2020-${String(place).padStart(5, "0")}` },
        ...{ kind: "credit_note", refundId: randomUUID(), correctsId },
      })),
    });
  });
  const refused = await zip("owner");
  expect([refused.status, await refused.text()]).toEqual([
    409,
    "These are too many for one file. Choose fewer days.",
  ]);
});
