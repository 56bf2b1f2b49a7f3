import {
  listAuditInput,
  listProductsInput,
  listStockInput,
  listWebhookEventsInput,
  reservationHistoryInput,
} from "@dualtrack/contract";
import { buy, runJobs, stockedVariant, test } from "@dualtrack/testkit";
import { expect } from "vitest";
import { listAudit, recordAudit } from "../audit/audit-log.ts";
import { listProductsForStaff } from "../catalog/staff-queries.ts";
import { listStock } from "../inventory/queries.ts";
import { listReservationHistory } from "../inventory/reservations.ts";
import { checkoutName } from "../short-name.ts";
import { listWebhookEvents } from "../webhooks/webhook-views.ts";

// `%`, `_` and `\` mean something to the database; to who types them they are letters like others.
let checkoutId: string;
test.beforeAll(async ({ shop }) => {
  for (const title of ["50%_off\\", "50 percent off"]) {
    const record = await stockedVariant(shop, { onHand: 1 });
    await shop.db.product.updateMany({ where: { variants: { some: { id: record } } }, data: { title } });
    checkoutId = (await buy(shop, { [record]: 1 })).orderId;
    await runJobs(shop);
  }
  const variantId = await stockedVariant(shop, { onHand: 1 });
  await shop.db.variant.update({
    where: { id: variantId },
    data: { title: "XL", product: { update: { title: "Fresh-Line Øde", artist: "Änne" } } },
  });
  await buy(shop, { [variantId]: 1 });
  await runJobs(shop);
  for (const name of ["Per_Cent%", "PerXCentY"]) {
    const by = { name, email: `${name}@example.com`, role: "owner", ip: null } as const;
    await recordAudit(shop, { by, action: "order.note", subject: "DT-1069", before: {}, after: {} });
  }
});

test.for(["50%", "%_o", "f\\", "_"])(
  "a search for %s finds what has it, in products, stock and history",
  async (q, { shop }) => {
    const { products } = await listProductsForStaff(shop, listProductsInput.parse({ q }));
    expect(products.map(({ title }) => title)).toEqual(["50%_off\\"]);
    const { variants, counts } = await listStock(shop, listStockInput.parse({ q }));
    expect(variants.map(({ title }) => title)).toEqual(["50%_off\\"]);
    expect(counts.all).toBe(1);
    const { reservations } = await listReservationHistory(shop, reservationHistoryInput.parse({ q }));
    expect(reservations.map(({ title }) => title)).toEqual(["50%_off\\"]);
  },
);

test.for(["anne ode", "ÄNNE", "aenne", "line. fresh", "Ode, Fresh Line", "ode fresh-line", "fresh line xl"])(
  "%s finds goods without their accents and in any order, in products, stock and history",
  async (q, { shop }) => {
    const { products } = await listProductsForStaff(shop, listProductsInput.parse({ q }));
    expect(products.map(({ title }) => title)).toEqual(["Fresh-Line Øde"]);
    const { variants, counts } = await listStock(shop, listStockInput.parse({ q }));
    expect(variants).toHaveLength(1);
    expect(counts.all).toBe(1);
    const { reservations } = await listReservationHistory(shop, reservationHistoryInput.parse({ q }));
    expect(reservations).toHaveLength(1);
  },
);

test("a term without a match finds nothing", async ({ shop }) => {
  const q = "fresh line nobody";
  expect((await listProductsForStaff(shop, listProductsInput.parse({ q }))).count).toBe(0);
  expect((await listStock(shop, listStockInput.parse({ q }))).counts.all).toBe(0);
  const history = await listReservationHistory(shop, reservationHistoryInput.parse({ q }));
  expect(history.reservations).toEqual([]);
});

test("the audit log finds special characters in names, and an order in any spelling", async ({ shop }) => {
  const names = async (filter: object) =>
    (await listAudit(shop, listAuditInput.parse(filter))).entries.map(({ staff }) => staff.name).sort();
  expect(await names({ person: "r_c" })).toEqual(["Per_Cent%"]);
  expect(await names({ person: "%" })).toEqual(["Per_Cent%"]);
  for (const subject of ["DT-1069", "dt 1069", "#1069", "1069", "DT-1069,", "order 1069", "№ 1069"])
    expect(await names({ subject }), subject).toEqual(["PerXCentY", "Per_Cent%"]);
  expect(await names({ subject: "1068" })).toEqual([]);
});

test("webhooks are found by prefixes of ids, in which an underscore is literal", async ({ shop }) => {
  const at = shop.clock.now();
  for (const id of ["evt_1A", "evtX1A"])
    await shop.db.webhookEvent.create({
      data: {
        id,
        type: `${id}.made`,
        objectId: `${id}object`,
        payload: { type: `${id}.made`, data: { object: {} } },
        createdAt: at,
        receivedAt: at,
      },
    });
  const ids = async (filter: object) =>
    (await listWebhookEvents(shop, listWebhookEventsInput.parse(filter))).events.map(({ id }) => id);
  expect(await ids({ q: "evt_1" })).toEqual(["evt_1A"]);
  expect(await ids({ q: "evt_1Ao" })).toEqual(["evt_1A"]);
  expect(await ids({ type: "evt_" })).toEqual(["evt_1A"]);
  expect(await ids({ q: "%" })).toEqual([]);
});

test("the history of reservations is found by the checkout's name", async ({ shop }) => {
  const name = checkoutName(checkoutId);
  for (const q of [name, name.toLowerCase(), name.slice(3), name.slice(0, -2)]) {
    const { reservations } = await listReservationHistory(shop, reservationHistoryInput.parse({ q }));
    expect(
      reservations.map((one) => one.name),
      q,
    ).toEqual([name]);
  }
});
