import { randomUUID } from "node:crypto";
import { formatOrderNumber, rejectionReasons, stripeProblemCodes } from "@dualtrack/contract";
import { buy, openTestShop, readyToPay, runJobs, stockedVariant } from "@dualtrack/testkit";
import { expect, test } from "vitest";
import type { Actor } from "../actor.ts";
import { createProduct } from "../catalog/create-product.ts";
import { exportDeclines } from "../declines/export-declines.ts";
import { correctStock } from "../inventory/correct-stock.ts";
import { receiveStock } from "../inventory/receive-stock.ts";
import { exportOrders } from "../order-views/export-orders.ts";
import { refundOrder } from "../refund-actions/refund-order.ts";
import { inviteStaff } from "../staff/invite-staff.ts";
import { addNote } from "../staff-actions/add-note.ts";
import { cancelOrder } from "../staff-actions/cancel-order.ts";
import { releaseReservation } from "../staff-actions/release-reservation.ts";
import { shipOrder } from "../staff-actions/ship-order.ts";
import { startSyncRun } from "../sync/start-sync-run.ts";
import { syncOrders } from "../sync/sync-orders.ts";
import { receiveEvent } from "../webhooks/receive-event.ts";
import { retryAllWebhookEvents } from "../webhooks/retry-events.ts";
import { verifyEvent } from "../webhooks/verify-event.ts";

/** What people type, what Stripe and other programs say, and letters: columns, and fields of JSON. */
const notOurs = new Set(
  [
    "product.title product.artist product.description product.option_name product_picture.alt variant.title variant_file.name variant_file.media_type file_download.file_name product_licence.text product_preview.title product_preview.media_type",
    "shop_settings.seller_name shop_settings.address_lines shop_settings.vat_id shop_settings.email",
    "shop_settings.phone shop_settings.invoice_footer invoice.document",
    "shipping_zone.name shipping_method.name checkout_quote.shipping_method order.shipping_method",
    "checkout.name checkout.billing_name checkout.shipping_address checkout.billing_address checkout.customer_note",
    "checkout.ended_by checkout.ended_reason order.name order.billing_name order.shipping_address",
    "order.billing_address order.customer_note order_note.text order_note.staff_name order_search.document",
    "checkout_line.product_title checkout_line.artist checkout_line.variant_title",
    "order_line.product_title order_line.artist order_line.variant_title refund.note refund.requested_by",
    "stock_movement.note stock_movement.staff_name shipment.carrier shipment.shipped_by sync_run.started_by",
    "audit_entry.staff_name staff.name payment.failure_message payment_failure.name webhook_event.payload",
    "webhook_rejection.user_agent webhook_rejection.body_start mail.subject mail.text mail.html",
    ".said .note .text .title .artist .description .goods .backInStock .carrier",
  ].flatMap((names) => names.split(" ")),
);

/** Columns that keep a code, and what somebody said with it. */
const coded: Record<string, readonly string[]> = {
  "checkout.last_sync_error": stripeProblemCodes,
  "payment_authorization.problem": stripeProblemCodes,
  "webhook_event.last_error": stripeProblemCodes,
  "webhook_attempt.error": stripeProblemCodes,
  "service_status.last_error": stripeProblemCodes,
  "webhook_rejection.reason": rejectionReasons,
};

/** Two words in a row. */
const sentence = /\p{L}{2,}[,.;:]? \p{L}{2,}/u;

function* textsIn(value: unknown, name: string): Generator<[name: string, text: string]> {
  if (notOurs.has(name)) return;
  if (typeof value === "string") yield [name, value];
  else if (value !== null && typeof value === "object")
    for (const [key, part] of Object.entries(value)) {
      if (!Array.isArray(value)) yield [`${name} (a field's name)`, key];
      if (Array.isArray(value)) yield* textsIn(part, name);
      else if (!notOurs.has(`.${key}`)) yield* textsIn(part, name);
    }
}

test("after many actions the database has codes and no sentence of ours", async () => {
  await using shop = await openTestShop();
  shop.log.expectErrors(/a payment could not be synced/);
  const by: Actor = { name: "The Manager", email: "owner@example.com", role: "owner", ip: null };
  const requestId = () => randomUUID();
  await shop.db.staff.create({ data: { id: "owner", name: by.name, email: by.email, role: "owner" } });
  const variantId = await stockedVariant(shop, { onHand: 20 });
  for (let count = 0; count < 4; count += 1) await buy(shop, { [variantId]: 1 });
  await runJobs(shop);
  const orders = await shop.db.order.findMany({ orderBy: { number: "asc" }, include: { lines: true } });
  const [first, second, third, last] = orders;
  if (!first || !second || !third || !last) throw new Error(`there are ${orders.length} orders`);
  const linesOf = ({ lines }: typeof first) => lines.map(({ id }) => ({ orderLineId: id, quantity: 1 }));

  const refund = { amount: 500, reason: "other" as const, note: "As we said", by };
  const restocked = linesOf(first).map((line) => ({ ...line, restock: true }));
  await refundOrder(shop, { ...refund, orderId: first.id, requestId: requestId(), lines: restocked });
  await cancelOrder(shop, { orderId: second.id, requestId: requestId(), note: "They called us", by });
  await shipOrder(shop, {
    ...{ orderId: third.id, requestId: requestId(), lines: linesOf(third), tellCustomer: true, by },
    ...{ carrier: "Deutsche Post", trackingNumber: "1", trackingUrl: null },
  });
  await addNote(shop, { orderId: third.id, text: "Please call back", by });
  await shop.outside.dispute(await chargeOf(last.paymentIntentId ?? ""), { inquiry: true });
  const events = await shop.stripe.events.list({
    types: ["payment_intent.succeeded", "charge.dispute.created"],
  });
  for (const event of events.data) await receiveEvent(shop, event);
  await runJobs(shop);

  // Stripe fails while it is asked about one payment, by hand and by a webhook.
  const path = `/v1/payment_intents/${last.paymentIntentId}`;
  await shop.outside.fault({
    kind: "api",
    action: "error",
    when: "before",
    method: "GET",
    path,
    status: 500,
  });
  const numbers = orders.map(({ number }) => formatOrderNumber(number));
  await startSyncRun(shop, { requestId: requestId(), scope: { orderNumbers: numbers }, by });
  await startSyncRun(shop, { requestId: requestId(), scope: "pending", by });
  await shop.db.webhookEvent.updateMany({
    where: { type: "charge.dispute.created" },
    data: { state: "failed" },
  });
  await retryAllWebhookEvents(shop, { by });
  await runJobs(shop);
  await shop.outside.noFaults();
  await shop.outside.fault({ kind: "api", action: "cut", path: "/v1" });
  await syncOrders(shop, { dueOnly: false });
  await shop.stripe.events.list().catch(() => {});
  await shop.outside.noFaults();

  const call = { body: Buffer.from("{}"), remoteIp: null, userAgent: null };
  for (const signature of [undefined, "t=1,v1=00"])
    await verifyEvent(shop, { ...call, signature }, ["whsec_1"]);
  await receiveStock(shop, {
    requestId: requestId(),
    lines: [{ variantId, quantity: 1 }],
    note: "It came",
    by,
  });
  const { onHand } = await shop.db.stockLevel.findUniqueOrThrow({ where: { variantId } });
  const seen = { seenOnHand: onHand, onHand: onHand - 1, reason: "lost" as const, note: "Not found again" };
  await correctStock(shop, { variantId, requestId: requestId(), ...seen, by });
  const held = await readyToPay(shop, { [variantId]: 1 });
  const typed = "They changed their mind"; // the audit log keeps it as a reason, which elsewhere is a code
  await releaseReservation(shop, { checkoutId: held.id, reason: typed, by });
  const text = { title: "Two Words", artist: "Some Band", description: "It plays well" };
  await createProduct(shop, { requestId: requestId(), ...text, by });
  await inviteStaff(shop, { requestId: requestId(), email: "new@example.com", role: "support", by });
  await exportOrders(shop, { sort: "newest", by });
  await exportDeclines(shop, { period: "30d", by });

  const sentences: string[] = [];
  let texts = 0;
  const columns = await shop.db.$queryRaw<{ table: string; column: string }[]>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'public' and data_type in ('text', 'jsonb', 'ARRAY') and left(table_name, 1) <> '_'
    order by 1, 2`;
  for (const { table, column } of columns) {
    const name = `${table}.${column}`;
    const rows = await shop.db.$queryRawUnsafe<{ value: unknown }[]>(
      `select distinct to_jsonb("${column}") as value from "${table}" where "${column}" is not null`,
    );
    for (const [where, text] of rows.flatMap(({ value }) => [...textsIn(value, name)])) {
      texts += 1;
      if (text === typed) continue;
      const code = coded[where]?.find((known) => text === known || text.startsWith(`${known}: `));
      if (where in coded ? code === undefined : sentence.test(text)) sentences.push(`${where}: ${text}`);
    }
  }
  expect(sentences).toEqual([]);
  expect(texts).toBeGreaterThan(200);

  // What the walk would miss if it had not happened.
  const entries = await shop.db.auditEntry.findMany({ distinct: ["action"], orderBy: { action: "asc" } });
  expect(entries.map(({ action }) => action)).toEqual([
    "declines.export",
    ...["order.cancel", "order.note", "order.refund", "order.ship", "orders.export"],
    ...["product.create", "reservation.release", "staff.invite", "stock.correct", "stock.receive"],
    ...["sync.start", "webhook.retry"],
  ]);
  const reasons = await shop.db.stockMovement.findMany({ distinct: ["reason"], select: { reason: true } });
  expect(reasons.map(({ reason }) => reason).sort()).toEqual(["lost", null, "refund_succeeded"]);
  expect(await shop.db.webhookAttempt.count({ where: { error: { not: null } } })).toBeGreaterThan(0);
  expect(await shop.db.serviceStatus.count({ where: { lastError: { not: null } } })).toBe(1);
  expect(await shop.db.syncRunItem.count({ where: { state: "failed" } })).toBeGreaterThan(0);

  async function chargeOf(paymentIntentId: string): Promise<string | null> {
    return (await shop.db.payment.findUniqueOrThrow({ where: { paymentIntentId } })).chargeId;
  }
});
