import { expect } from "vitest";
import { errorOf, payment, type Shop } from "../src/testing/open-shop.ts";
import { type Check, checksOf } from "./check.ts";

const created = "payment_intent.created";
const paid = ["charge.succeeded", "payment_intent.succeeded"];
const authorized = ["charge.succeeded", "payment_intent.amount_capturable_updated"];
const DAY_MS = 86_400_000;

/** Sees that a flow leaves exactly these events, oldest first, once all that follows by itself has happened. */
function leaves(flow: (shop: Shop) => Promise<unknown>, ...types: string[]): Check["see"] {
  return async (shop) => {
    await shop.control("POST", "/clock", { freeze: true });
    await flow(shop);
    await shop.control("POST", "/clock", { advanceMs: 10_000 });
    expect(await shop.history()).toEqual(types);
  };
}

async function payOnHold(shop: Shop): Promise<string> {
  return (await shop.pay("pm_card_visa", { capture_method: "manual" })).id;
}

async function payInTwoSteps(shop: Shop, outcome: "complete" | "refuse"): Promise<void> {
  const { id } = await shop.pay("pm_card_threeDSecure2Required");
  await shop.control("POST", `/3ds/${id}`, { outcome });
}

async function payAndRefund(shop: Shop, card: string): Promise<string> {
  const { id } = await shop.pay(card);
  await shop.control("POST", "/clock", { advanceMs: 1_000 });
  return (await shop.stripe.refunds.create({ payment_intent: id })).id;
}

/** Which events each flow makes, in which order: the table of https://docs.stripe.com/payments/payment-intents/verifying-status */
const flows: readonly Check[] = [
  ...checksOf("POST /v1/payment_intents", {
    events: {
      "makes the charge's, then the payment's, later the settlement's": leaves(
        (shop) => shop.pay(),
        created,
        ...paid,
        "charge.updated",
      ),
      "makes no later one when money is captured at once": leaves(
        (shop) => shop.pay("pm_card_visa", { capture_method: "automatic" }),
        created,
        ...paid,
      ),
      "makes those of a decline": leaves(
        (shop) => errorOf(shop.pay("pm_card_visa_chargeDeclined")),
        created,
        "charge.failed",
        "payment_intent.payment_failed",
      ),
      "makes those of a second try on the same payment": leaves(
        async ({ stripe }) => {
          const { id } = await stripe.paymentIntents.create(payment);
          await errorOf(stripe.paymentIntents.confirm(id, { payment_method: "pm_card_visa_chargeDeclined" }));
          await stripe.paymentIntents.confirm(id, { payment_method: "pm_card_visa" });
        },
        created,
        "charge.failed",
        "payment_intent.payment_failed",
        ...paid,
        "charge.updated",
      ),
      "makes those of 3-D Secure that is passed": leaves(
        (shop) => payInTwoSteps(shop, "complete"),
        created,
        "payment_intent.requires_action",
        ...paid,
        "charge.updated",
      ),
      "makes those of 3-D Secure that is refused": leaves(
        (shop) => payInTwoSteps(shop, "refuse"),
        created,
        "payment_intent.requires_action",
        "payment_intent.payment_failed",
      ),
      "makes none when it is refused": leaves(({ stripe }) =>
        errorOf(stripe.paymentIntents.create({ ...payment, amount: 1 })),
      ),
    },
  }),
  ...checksOf("POST /v1/payment_intents/{id}/capture", {
    events: {
      "makes the charge's, then the payment's": leaves(
        async (shop) => shop.stripe.paymentIntents.capture(await payOnHold(shop)),
        created,
        ...authorized,
        "charge.captured",
        "payment_intent.succeeded",
      ),
    },
  }),
  ...checksOf("POST /v1/payment_intents/{id}/cancel", {
    events: {
      "makes one": leaves(
        async ({ stripe }) => {
          const { id } = await stripe.paymentIntents.create(payment);
          await stripe.paymentIntents.cancel(id);
        },
        created,
        "payment_intent.canceled",
      ),
      "gives a hold back first": leaves(
        async (shop) => shop.stripe.paymentIntents.cancel(await payOnHold(shop)),
        created,
        ...authorized,
        "charge.refunded",
        "payment_intent.canceled",
      ),
      "is what Stripe does to a hold after a week": leaves(
        async (shop) => {
          await payOnHold(shop);
          await shop.control("POST", "/clock", { advanceMs: 8 * DAY_MS });
        },
        created,
        ...authorized,
        "charge.expired",
        "payment_intent.canceled",
      ),
    },
  }),
  ...checksOf("POST /v1/refunds", {
    events: {
      "makes the refund's, then the charge's, and two when the bank has given its reference": leaves(
        (shop) => payAndRefund(shop, "pm_card_visa"),
        created,
        ...paid,
        "charge.updated",
        "refund.created",
        "charge.refunded",
        "refund.updated",
        "charge.refund.updated",
      ),
      "makes two more when the bank has decided": leaves(
        (shop) => payAndRefund(shop, "pm_card_pendingRefund"),
        created,
        ...paid,
        "charge.updated",
        "refund.created",
        "charge.refunded",
        "refund.updated",
        "charge.refund.updated",
      ),
      "makes two more when it fails in the end": leaves(
        (shop) => payAndRefund(shop, "pm_card_refundFail"),
        created,
        ...paid,
        "charge.updated",
        "refund.created",
        "charge.refunded",
        "refund.failed",
        "charge.refund.updated",
      ),
    },
  }),
  ...checksOf("POST /v1/customers", {
    events: {
      "and all that is done to a customer make one each": leaves(
        async ({ stripe }) => {
          const { id } = await stripe.customers.create();
          await stripe.customers.update(id, { name: "A" });
          const method = await stripe.paymentMethods.attach("pm_card_visa", { customer: id });
          await stripe.paymentMethods.update(method.id, { metadata: { a: "1" } });
          await stripe.paymentMethods.detach(method.id);
          await stripe.customers.del(id);
        },
        "customer.created",
        "customer.updated",
        "payment_method.attached",
        "payment_method.updated",
        "payment_method.detached",
        "customer.deleted",
      ),
    },
  }),
];

async function lastEvent(shop: Shop, type: string) {
  const { data } = await shop.stripe.events.list({ type, limit: 1 });
  const [event] = data;
  if (!event) throw new Error(`There is no ${type}`);
  return event;
}

export const eventChecks: readonly Check[] = [
  ...flows,
  ...checksOf("GET /v1/events/{id}", {
    results: {
      "keeps the object as it was": async (shop) => {
        const { id } = await shop.stripe.customers.create({ name: "A" });
        const event = await lastEvent(shop, "customer.created");
        await shop.stripe.customers.update(id, { name: "B" });
        expect((await shop.stripe.events.retrieve(event.id)).data.object).toMatchObject({ name: "A" });
      },
      "tells the old values of what an update changed, and no others": async (shop) => {
        const { id } = await shop.stripe.customers.create({ name: "A", metadata: { a: "1", b: "2" } });
        await shop.stripe.customers.update(id, { name: "B", metadata: { a: "3", c: "4" } });
        const { data } = await lastEvent(shop, "customer.updated");
        expect(data.previous_attributes).toEqual({ name: "A", metadata: { a: "1", c: null } });
      },
      "has no old values when something is created": async (shop) => {
        await shop.stripe.customers.create();
        expect((await lastEvent(shop, "customer.created")).data).not.toHaveProperty("previous_attributes");
      },
      "names the request and its idempotency key": async (shop) => {
        const { headers } = await shop.call("POST", "/v1/customers", {
          headers: { "idempotency-key": "one" },
        });
        const { request } = await lastEvent(shop, "customer.created");
        expect(request).toEqual({ id: headers.get("request-id"), idempotency_key: "one" });
      },
      "names neither when Stripe acts by itself": async (shop) => {
        await payAndRefund(shop, "pm_card_pendingRefund");
        await shop.control("POST", "/clock", { advanceMs: 10_000 });
        expect((await lastEvent(shop, "refund.updated")).request).toEqual({
          id: null,
          idempotency_key: null,
        });
      },
      "counts the webhooks that are still to be delivered": async (shop) => {
        shop.receiver.answerWith(500);
        await shop.stripe.webhookEndpoints.create({
          url: shop.receiver.url,
          enabled_events: ["price.created"],
        });
        await shop.stripe.customers.create();
        await shop.receiver.arrival("customer.created");
        const { id } = await lastEvent(shop, "customer.created");
        const pending = async () => (await shop.stripe.events.retrieve(id)).pending_webhooks;
        await shop.control("POST", "/clock", { freeze: true });
        expect(await pending()).toBe(1);
        await shop.control("POST", "/deliveries/flush");
        expect(await pending()).toBe(0);
      },
      "never expands the object in it": async (shop) => {
        await shop.pay("pm_card_visa", { expand: ["latest_charge", "payment_method"] });
        const { data } = await lastEvent(shop, "payment_intent.succeeded");
        expect(data.object).toMatchObject({
          latest_charge: expect.stringMatching(/^ch_/),
          payment_method: expect.stringMatching(/^pm_/),
        });
      },
    },
    refusals: {
      "forgets an event after 30 days": async (shop) => {
        await shop.stripe.customers.create();
        const { id } = await lastEvent(shop, "customer.created");
        await shop.control("POST", "/clock", { advanceMs: 30 * DAY_MS - 60_000 });
        expect((await shop.stripe.events.retrieve(id)).id).toBe(id);
        await shop.control("POST", "/clock", { advanceMs: 61_000 });
        expect(await errorOf(shop.stripe.events.retrieve(id))).toMatchObject({
          statusCode: 404,
          code: "resource_missing",
        });
      },
    },
  }),
  ...checksOf("GET /v1/events", {
    results: {
      "finds those of several types": async (shop) => {
        await shop.pay();
        const { data } = await shop.stripe.events.list({ types: ["charge.succeeded", created] });
        expect(data.map(({ type }) => type)).toEqual(["charge.succeeded", created]);
      },
      "finds all types that begin alike": async (shop) => {
        await shop.pay();
        const { data } = await shop.stripe.events.list({ type: "payment_intent.*" });
        expect(data.map(({ type }) => type)).toEqual(["payment_intent.succeeded", created]);
      },
      "finds nothing of a type that has not happened": async (shop) => {
        await shop.pay();
        expect((await shop.stripe.events.list({ type: "payout.paid" })).data).toEqual([]);
      },
      "finds those that were not delivered, and those that were": async (shop) => {
        await shop.control("POST", "/faults", { kind: "webhook", action: "lose", types: [created] });
        await shop.pay();
        await shop.control("POST", "/clock", { advanceMs: 1_000 });
        await shop.control("POST", "/deliveries/flush");
        const types = async (delivery_success: boolean) =>
          (await shop.stripe.events.list({ delivery_success })).data.map(({ type }) => type);
        expect(await types(false)).toEqual([created]);
        expect(await types(true)).toEqual(["charge.updated", "payment_intent.succeeded", "charge.succeeded"]);
      },
      "takes an event that nobody wanted for delivered": async (shop) => {
        const [endpoint] = (await shop.stripe.webhookEndpoints.list()).data;
        await shop.stripe.webhookEndpoints.del(endpoint?.id ?? "");
        await shop.stripe.customers.create();
        expect((await shop.stripe.events.list({ delivery_success: true })).data).toHaveLength(1);
        expect((await shop.stripe.events.list({ delivery_success: false })).data).toEqual([]);
      },
      "finds those of a time": async (shop) => {
        await shop.control("POST", "/clock", { freeze: true });
        await shop.stripe.customers.create();
        const { unix } = await shop.control("POST", "/clock", { advanceMs: 60_000 });
        await shop.stripe.products.create({ name: "A" });
        const types = async (range: { gte?: number; lt?: number }) =>
          (await shop.stripe.events.list({ created: range })).data.map(({ type }) => type);
        expect(await types({ gte: Number(unix) })).toEqual(["product.created"]);
        expect(await types({ lt: Number(unix) })).toEqual(["customer.created"]);
      },
    },
    pages: {
      "goes through all, newest first": async ({ stripe }) => {
        for (let n = 0; n < 5; n++) await stripe.customers.create({ name: String(n) });
        const names: unknown[] = [];
        for await (const event of stripe.events.list({ limit: 2 }))
          if (event.type === "customer.created") names.push(event.data.object.name);
        expect(names).toEqual(["4", "3", "2", "1", "0"]);
      },
    },
    refusals: {
      "refuses type and types at once": async (shop) => {
        const form = "type=charge.succeeded&types[]=charge.failed";
        expect((await shop.call("GET", "/v1/events", { form })).body.error).toMatchObject({
          code: "parameters_exclusive",
          message: "You may only specify one of these parameters: type, types.",
        });
      },
      "refuses more than 20 types": async (shop) => {
        const types = Array.from({ length: 21 }, () => "types[]=charge.failed").join("&");
        const { status, body } = await shop.call("GET", "/v1/events", { form: types });
        expect(status).toBe(400);
        expect(body.error.param).toBe("types");
      },
    },
  }),
];
