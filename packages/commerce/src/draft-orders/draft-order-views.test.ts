import {
  aResource,
  aService,
  manager as by,
  contact,
  countStatements,
  payAtStripe,
  runJobs,
  shippingAddress,
  stockedVariant,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { listAudit } from "../audit/audit-log.ts";
import { hour } from "../booking-actions/testing/buy-booking.ts";
import { listBookings } from "../bookings/list-bookings.ts";
import { expireCheckouts } from "../checkout/end-checkout.ts";
import { placeOrder } from "../checkout/place-order.ts";
import { listHeldByCheckout } from "../inventory/reservations.ts";
import { cancelDraftOrder } from "./cancel-draft-order.ts";
import { exportDraftOrders } from "./export-draft-orders.ts";
import { extendDraftOrder } from "./extend-draft-order.ts";
import { findCustomers } from "./find-for-draft-order.ts";
import { openDraftOrder } from "./open-draft-order.ts";
import { priceDraftOrder } from "./price-draft-order.ts";
import { mailPaymentLink, renewPaymentLink } from "./renew-payment-link.ts";
import { updateDraftOrder } from "./save-draft-order.ts";
import { draftOrderFigures, getDraftOrder, listDraftOrders } from "./staff-queries.ts";
import {
  dayMs,
  drafted,
  expectAbout,
  hourMs,
  pass,
  press,
  send,
  sent,
  tokenOf,
  written,
} from "./testing/draft-orders.ts";

const eventsOf = async (shop: TestShop, draftOrderId: string) =>
  (await getDraftOrder(shop, { draftOrderId })).events;

test("the timeline says who did what and when: staff, the customer and the clock", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const draftOrderId = await drafted(shop, { [record]: 1 }, { holdMinutes: 60 });
  await pass(shop, 1_000);
  await send(shop, draftOrderId);
  const firstEnd = (await getDraftOrder(shop, { draftOrderId })).heldUntil;
  await pass(shop, 2 * hourMs);
  await expireCheckouts(shop);
  const kindsOf = async () => (await eventsOf(shop, draftOrderId)).map(({ kind }) => kind);
  expect(await kindsOf()).toEqual(["written", "sent", "expired"]);
  await updateDraftOrder(shop, { draftOrderId, version: 2, draft: written({ [record]: 2 }), by });
  await pass(shop, 1_000);
  await send(shop, draftOrderId, 3);
  await pass(shop, 1_000);
  const linkToken = await tokenOf(shop, draftOrderId);
  const openedAt = shop.clock.now().getTime();
  const { id } = await openDraftOrder(shop, { linkToken });
  await pass(shop, 5 * 60_000);
  await openDraftOrder(shop, { linkToken }); // once more is no event
  const until = new Date(shop.clock.now().getTime() + 5 * dayMs).toISOString();
  await extendDraftOrder(shop, { draftOrderId, until, by });
  await pass(shop, 1_000);
  await mailPaymentLink(shop, { draftOrderId, by });
  await pass(shop, 1_000);
  await renewPaymentLink(shop, { draftOrderId, linkNumber: 1, isMailed: false, by });
  await pass(shop, 1_000);
  const payment = await press(shop, { linkToken: await tokenOf(shop, draftOrderId), id });
  await payAtStripe(shop, payment.paymentIntentId);
  await placeOrder(shop, payment);
  await runJobs(shop);
  const events = await eventsOf(shop, draftOrderId);
  expect(events).toMatchObject([
    { kind: "written", by: by.name },
    { kind: "sent", by: by.name, detail: { until: firstEnd } },
    { kind: "expired", at: firstEnd, by: null },
    { kind: "changed", by: by.name },
    { kind: "sent", by: by.name },
    { kind: "opened", by: null },
    { kind: "prolonged", by: by.name, detail: { until } },
    { kind: "mailed", by: by.name, detail: { recipient: contact.email } },
    { kind: "link_renewed", by: by.name },
    { kind: "ordered", by: null, detail: { orderNumber: expect.stringMatching(/^DT-/) } },
  ]);
  expectAbout(events.find(({ kind }) => kind === "opened")?.at, openedAt);
  const { ordered } = await getDraftOrder(shop, { draftOrderId });
  expect(ordered).toMatchObject({ lines: [{ quantity: 2, startsAt: null }], shipping: { currency: "eur" } });

  // What staff have called off did not expire, and is found in the log by its number.
  const off = await sent(shop, { [record]: 1 });
  await cancelDraftOrder(shop, { draftOrderId: off.draftOrderId, reason: "They called again", by });
  await pass(shop, 4 * dayMs);
  await send(shop, off.draftOrderId, 2);
  const offEvents = await eventsOf(shop, off.draftOrderId);
  expect(offEvents.map(({ kind }) => kind)).toEqual(["written", "sent", "called_off", "sent"]);
  expect(offEvents[2]).toMatchObject({ by: by.name, detail: { reason: "They called again" } });
  const { number } = await getDraftOrder(shop, { draftOrderId: off.draftOrderId });
  const { entries } = await listAudit(shop, { subject: number.replace("D-", "d "), limit: 10 });
  expect(entries).toHaveLength(4);
  expect(entries.every(({ subject }) => subject === number)).toBe(true);
});

test("what a draft order holds leads to it: in the reservations and in the calendar", async ({ shop }) => {
  const session = await aService(shop, { resourceIds: [await aResource(shop)] });
  const startsAt = hour(shop, 2);
  const lines = [{ variantId: session, startsAt: startsAt.toISOString(), quantity: 1 }];
  const { draftOrderId: id } = await sent(shop, {}, { lines });
  const { number } = await getDraftOrder(shop, { draftOrderId: id });
  const { checkouts } = await listHeldByCheckout(shop, { variantId: session });
  expect(checkouts).toMatchObject([{ draftOrder: { id, number }, orderNumber: null }]);
  const days = [-1, 0, 1].map((day) => new Date(startsAt.getTime() + day * dayMs).toISOString().slice(0, 10));
  const { bookings } = await listBookings(shop, { from: days[0] ?? "", to: days[2] ?? "" });
  expect(bookings).toContainEqual(expect.objectContaining({ draftOrder: { id, number } }));
});

test("the bill goes to whom staff say, and to whom it went before", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const billing = { name: "Accounts of the label", address: { ...shippingAddress, line1: "9 Ledger Lane" } };
  const { id, linkToken, draftOrderId, ...opened } = await sent(shop, { [record]: 1 }, { billing });
  expect(opened.billing).toMatchObject({ name: billing.name, address: { line1: "9 Ledger Lane" } });
  expect((await getDraftOrder(shop, { draftOrderId })).fields.billing).toMatchObject(billing);
  const email = "billed@people.example";
  const other = await sent(shop, { [record]: 1 }, { billing, email });
  const payment = await press(shop, other);
  await payAtStripe(shop, payment.paymentIntentId);
  await placeOrder(shop, payment);
  await runJobs(shop);
  await shop.db.order.update({
    where: { checkoutId: other.id },
    data: { email, billingName: billing.name, billingAddress: billing.address },
  });
  const [found] = await findCustomers(shop, { q: "billed@people.example" });
  expect(found?.billing).toMatchObject(billing);
});

test("the CSV has every draft order once, formulas as text, and who took it along is in the log", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 50 });
  for (let each = 0; each < 3; each += 1)
    await drafted(shop, { [record]: 2 }, { name: "=HYPERLINK(1)", email: "csv@people.example" });
  await sent(shop, { [record]: 1 }, { email: "csv@people.example", name: "Sent" });
  let csv = "";
  for await (const part of await exportDraftOrders(shop, { state: "all", q: "csv@people", by })) csv += part;
  const [head = "", ...rows] = csv.trim().split("\r\n");
  expect(head).toContain("number,state,created_at");
  expect(rows).toHaveLength(4);
  expect(new Set(rows.map((row) => row.split(",")[0])).size).toBe(4);
  expect(rows.filter((row) => row.includes("'=HYPERLINK(1)"))).toHaveLength(3);
  expect(rows.filter((row) => /,waiting,.*,EUR,\d+\.\d\d,\d+,$/.test(row))).toHaveLength(1);
  expect(await shop.db.auditEntry.findFirst({ where: { action: "draft_orders.export" } })).toMatchObject({
    staffName: by.name,
    after: { count: 4 },
  });
});

test("lists and figures take as many statements for many draft orders as for one", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 100 });
  await sent(shop, { [record]: 1 });
  const read = async () => {
    const list = await countStatements(() => listDraftOrders(shop, { state: "waiting", limit: 100 }));
    const figures = await countStatements(() => draftOrderFigures(shop));
    return { list, figures };
  };
  const one = await read();
  const before = await draftOrderFigures(shop);
  for (let each = 0; each < 10; each += 1) await sent(shop, { [record]: 1 });
  const off = await sent(shop, { [record]: 1 });
  await cancelDraftOrder(shop, { draftOrderId: off.draftOrderId, reason: "Not needed", by });
  expect(await read()).toEqual(one);
  const lines = Array.from({ length: 20 }, () => stockedVariant(shop, { onHand: 1 }));
  const many = Object.fromEntries((await Promise.all(lines)).map((id) => [id, 1]));
  const price = (items: Record<string, number>) =>
    countStatements(() => priceDraftOrder(shop, { draft: written(items) }));
  expect(await price(many)).toBe(await price({ [record]: 1 }));
  expect(one.figures).toBe(1);
  const after = await draftOrderFigures(shop);
  expect(after.waiting).toBe(before.waiting + 10);
  const { draftOrders } = await listDraftOrders(shop, { state: "waiting", limit: 100 });
  expect(after.waiting).toBe(draftOrders.length);
  expect(after.sums).toEqual([
    { currency: "eur", amount: draftOrders.reduce((sum, { total }) => sum + (total?.amount ?? 0), 0) },
  ]);
});
