import { expect, test } from "vitest";
import { openShop, payment, type Shop } from "../testing/open-shop.ts";

type Line = Record<string, unknown> & { id: string };
type Page = { data: Line[]; has_more: boolean };
const get = async <T = Page>(shop: Shop, path: string) => (await shop.control("GET", path)) as unknown as T;
const ids = (page: Page) => page.data.map(({ id }) => id);

test("a payment's line says who paid what with which card", async () => {
  await using shop = await openShop();
  const customer = await shop.stripe.customers.create({ name: "Ada", email: "ada@shop.test" });
  await shop.pay("pm_card_visa", { customer: customer.id, description: "Two records" });
  const { data } = await get(shop, "/payments");
  expect(data).toMatchObject([
    {
      amount: 1999,
      currency: "usd",
      status: "succeeded",
      description: "Two records",
      customer: { id: customer.id, name: "Ada", email: "ada@shop.test" },
      method: { type: "card", brand: "visa", last4: "4242" },
      amount_refunded: 0,
      dispute: null,
      error: null,
    },
  ]);
});

test("payments are found by how they stand", async () => {
  await using shop = await openShop();
  const paid = await shop.pay();
  const held = await shop.pay("pm_card_visa", { capture_method: "manual" });
  const challenged = await shop.pay("pm_card_threeDSecure2Required");
  await shop.pay("pm_card_visa_chargeDeclined").catch(() => {});
  const open = await shop.stripe.paymentIntents.create(payment);
  const ended = await shop.stripe.paymentIntents.create(payment);
  await shop.stripe.paymentIntents.cancel(ended.id);
  const returned = await shop.pay();
  await shop.stripe.refunds.create({ payment_intent: returned.id, amount: 500 });
  const [declined] = (await get(shop, "/payments?status=failed")).data;
  expect(declined).toMatchObject({ error: "generic_decline", method: { last4: "0002" } });
  expect(ids(await get(shop, "/payments?status=succeeded"))).toEqual([returned.id, paid.id]);
  expect(ids(await get(shop, "/payments?status=requires_capture"))).toEqual([held.id]);
  expect(ids(await get(shop, "/payments?status=requires_action"))).toEqual([challenged.id]);
  expect(ids(await get(shop, "/payments?status=incomplete"))).toEqual([open.id]);
  expect(ids(await get(shop, "/payments?status=canceled"))).toEqual([ended.id]);
  expect((await get(shop, "/payments?status=refunded")).data).toMatchObject([
    { id: returned.id, amount_refunded: 500 },
  ]);
  expect((await get(shop, "/payments?status=odd")) as object).toMatchObject({
    error: { message: expect.stringContaining("status is one of") },
  });
});

test("pages go on from the last line, and say what is newer than the first", async () => {
  await using shop = await openShop();
  const made: string[] = [];
  for (let n = 0; n < 5; n += 1) made.unshift((await shop.stripe.paymentIntents.create(payment)).id);
  const first = await get(shop, "/payments?limit=2");
  expect([ids(first), first.has_more]).toEqual([made.slice(0, 2), true]);
  const rest = await get(shop, `/payments?limit=10&starting_after=${made[1]}`);
  expect([ids(rest), rest.has_more]).toEqual([made.slice(2), false]);
  expect(ids(await get(shop, `/payments?ending_before=${made[2]}`))).toEqual(made.slice(0, 2));
  expect(ids(await get(shop, `/payments?ids=${made[3]},${made[0]}`))).toEqual([made[0], made[3]]);
});

test("one payment comes with all that belongs to it, asked by any of their ids", async () => {
  await using shop = await openShop();
  const { id, latest_charge } = await shop.pay("pm_card_pendingRefund");
  const refund = await shop.stripe.refunds.create({ payment_intent: id });
  for (const challenged of [id, String(latest_charge), refund.id])
    expect(await get<Line>(shop, `/payments/${challenged}`)).toMatchObject({
      payment_intent: { id },
      charges: [{ id: latest_charge }],
      refunds: [{ id: refund.id }],
      events: expect.arrayContaining([expect.objectContaining({ type: "refund.created" })]),
      upcoming: expect.arrayContaining([expect.objectContaining({ kind: "settle-refund" })]),
    });
  expect((await shop.control("GET", "/payments/pi_none")).error).toMatchObject({ code: "resource_missing" });
});

test("an event shows each delivery with what was sent and what came back", async () => {
  await using shop = await openShop();
  await shop.pay();
  const arrived = await shop.receiver.arrival("payment_intent.succeeded");
  await shop.receiver.arrival("charge.updated");
  await shop.control("POST", "/deliveries/flush");
  const { data } = await get(shop, "/events?type=payment_intent.succeeded");
  expect(data).toMatchObject([{ type: "payment_intent.succeeded", deliveries: { delivered: 1 } }]);
  const { deliveries } = await get<{ deliveries: Line[] }>(shop, `/events/${data[0]?.id}`);
  expect(deliveries).toMatchObject([
    {
      state: "delivered",
      attempts: [{ status: 200, headers: { "stripe-signature": expect.stringMatching(/^t=\d+,v1=/) } }],
    },
  ]);
  expect(JSON.parse(String(deliveries[0]?.body))).toMatchObject({ id: arrived.id });
  expect((await get(shop, "/events?undelivered=true")).data).toEqual([]);
});

test("faults do not apply to the control API, whose calls do not count as requests", async () => {
  await using shop = await openShop();
  const customer = await shop.stripe.customers.create({ email: "Ada@shop.test" });
  await shop.control("POST", "/faults", { kind: "api", action: "error" });
  expect(await get<Line>(shop, `/objects/${customer.id}`)).toMatchObject({ email: "Ada@shop.test" });
  expect(ids(await get(shop, "/objects?type=customer"))).toEqual([customer.id]);
  for (const wanted of [customer.id.slice(0, 12), "ada@SHOP.test"])
    expect(await get(shop, `/find?q=${encodeURIComponent(wanted)}`)).toEqual({
      found: [{ id: customer.id, type: "customer" }],
    });
  const { faults } = await get<{ faults: Line[] }>(shop, "/faults");
  expect(faults).toMatchObject([{ seen: 0 }]);
});

test("the last requests are kept with how they ended, and without card numbers", async () => {
  await using shop = await openShop();
  const { id } = await shop.stripe.paymentIntents.create(payment, { idempotencyKey: "order-1" });
  await shop.stripe.paymentIntents.create(payment, { idempotencyKey: "order-1" });
  await shop.call("POST", "/v1/payment_methods", {
    form: "type=card&card[number]=4242+4242+4242+4242&card[cvc]=987&card[exp_month]=12&card[exp_year]=2034",
  });
  await shop.stripe.refunds.create({ payment_intent: id }).catch(() => {});
  await shop.control("POST", "/faults", { kind: "api", action: "cut", times: 1 });
  await shop.stripe.customers.list().catch(() => {});
  const { data } = await get(shop, "/requests");
  expect(data).toMatchObject([
    { method: "GET", path: "/v1/customers", status: null, fault: "cut" },
    { path: "/v1/refunds", status: 400, error: { type: "invalid_request_error" } },
    { path: "/v1/payment_methods", status: 200 },
    { path: "/v1/payment_intents", status: 200, idempotencyKey: "order-1", replayed: true },
    { path: "/v1/payment_intents", status: 200, idempotencyKey: "order-1", replayed: false },
  ]);
  expect(await get(shop, "/requests?failed=true")).toMatchObject({
    data: [{ fault: "cut" }, { status: 400 }],
  });
  const card = await get<Line>(shop, `/requests/${data[2]?.id}`);
  expect(card.answer).toContain("pm_");
  expect(card.sent).toBe(
    "type=card&card[number]=removed&card[cvc]=removed&card[exp_month]=12&card[exp_year]=2034",
  );
});

test("the bank lets go of a hold once, at the moment a script wants it", async () => {
  await using shop = await openShop();
  const { id } = await shop.pay("pm_card_visa", { capture_method: "manual" });
  expect(await shop.control("POST", `/payment_intents/${id}/expire`)).toMatchObject({
    status: "canceled",
    cancellation_reason: "automatic",
  });
  expect((await shop.control("POST", `/payment_intents/${id}/expire`)).error).toMatchObject({
    message: expect.stringContaining("no money is held"),
  });
  expect(await shop.history()).toContain("charge.expired");
});
