import { expect } from "vitest";
import { errorOf, type Shop } from "../src/testing/open-shop.ts";
import { checksOf } from "./check.ts";

const advance = (shop: Shop, ms: number) => shop.control("POST", "/clock", { advanceMs: ms });

/** The charge of a payment that was just made. */
async function charged(shop: Shop, card = "pm_card_visa", more: Parameters<Shop["pay"]>[1] = {}) {
  const intent = await shop.pay(card, more);
  return { intent, charge: await shop.stripe.charges.retrieve(String(intent.latest_charge)) };
}

const address = { line1: "1 Main St", city: "Portland", country: "US", postal_code: "97201" };

const retrieving = checksOf("GET /v1/charges/{id}", {
  results: {
    "copies the facts of its payment": async (shop) => {
      const customer = await shop.stripe.customers.create({});
      const { charge, intent } = await charged(shop, "pm_card_amex", {
        customer: customer.id,
        description: "Studio day",
        metadata: { order: "7" },
        receipt_email: "a@example.com",
        shipping: { name: "A. Customer", address },
      });
      expect(charge).toMatchObject({
        id: expect.stringMatching(/^ch_/),
        amount: 1999,
        amount_captured: 1999,
        amount_refunded: 0,
        captured: true,
        currency: "usd",
        customer: customer.id,
        description: "Studio day",
        disputed: false,
        failure_code: null,
        metadata: { order: "7" },
        outcome: { type: "authorized", network_status: "approved_by_network" },
        paid: true,
        payment_intent: intent.id,
        payment_method: intent.payment_method,
        payment_method_details: { type: "card", card: { brand: "amex", last4: "0005" } },
        receipt_email: "a@example.com",
        refunded: false,
        shipping: { name: "A. Customer", address: { city: "Portland" } },
        status: "succeeded",
      });
    },
    "shows why a card said no": async (shop) => {
      await errorOf(shop.pay("pm_card_chargeDeclinedInsufficientFunds"));
      const [charge] = (await shop.stripe.charges.list()).data;
      expect(await shop.stripe.charges.retrieve(String(charge?.id))).toMatchObject({
        amount_captured: 0,
        balance_transaction: null,
        captured: false,
        failure_code: "card_declined",
        failure_message: "Your card has insufficient funds.",
        outcome: { reason: "insufficient_funds", type: "issuer_declined" },
        paid: false,
        status: "failed",
      });
    },
    "shows that the sandbox blocked a payment as fraud": async (shop) => {
      await errorOf(shop.pay("pm_card_radarBlock"));
      const [charge] = (await shop.stripe.charges.list()).data;
      expect(charge?.outcome).toMatchObject({
        network_status: "not_sent_to_network",
        risk_level: "highest",
        type: "blocked",
      });
    },
    "leaves the list of refunds out": async (shop) => {
      const { charge } = await charged(shop);
      expect(charge).not.toHaveProperty("refunds");
    },
  },
  states: {
    "gets its balance transaction a moment after the payment": async (shop) => {
      await shop.control("POST", "/clock", { freeze: true });
      const { charge } = await charged(shop);
      expect(charge.balance_transaction).toBeNull();
      await advance(shop, 100);
      const settled = await shop.stripe.charges.retrieve(charge.id);
      expect(settled.balance_transaction).toMatch(/^txn_/);
    },
    "has its balance transaction at once with synchronous capture": async (shop) => {
      const { charge } = await charged(shop, "pm_card_visa", { capture_method: "automatic" });
      expect(charge.balance_transaction).toMatch(/^txn_/);
    },
    "is not captured while the money is held, and says until when": async (shop) => {
      const { charge } = await charged(shop, "pm_card_visa", { capture_method: "manual" });
      expect(charge).toMatchObject({ amount_captured: 0, balance_transaction: null, captured: false });
      expect(charge.payment_method_details?.card?.capture_before).toBeGreaterThan(charge.created);
    },
    "counts what was not captured as refunded": async (shop) => {
      const { charge, intent } = await charged(shop, "pm_card_visa", { capture_method: "manual" });
      await shop.stripe.paymentIntents.capture(intent.id, { amount_to_capture: 1500 });
      expect(await shop.stripe.charges.retrieve(charge.id)).toMatchObject({
        amount_captured: 1500,
        amount_refunded: 499,
        captured: true,
        refunded: false,
      });
    },
  },
  events: {
    "tell of the balance transaction with charge.updated": async (shop) => {
      await charged(shop);
      await advance(shop, 100);
      expect((await shop.history()).slice(-3)).toEqual([
        "charge.succeeded",
        "payment_intent.succeeded",
        "charge.updated",
      ]);
      const event = await shop.receiver.arrival("charge.updated");
      expect(event.data.previous_attributes).toEqual({ balance_transaction: null });
    },
  },
  expansion: {
    "expands the payment intent, the customer and the balance transaction": async (shop) => {
      const customer = await shop.stripe.customers.create({ name: "A. Customer" });
      const { charge } = await charged(shop, "pm_card_visa", { customer: customer.id });
      await advance(shop, 100);
      const full = await shop.stripe.charges.retrieve(charge.id, {
        expand: ["balance_transaction", "customer", "payment_intent"],
      });
      expect(full).toMatchObject({
        balance_transaction: { type: "charge" },
        customer: { name: "A. Customer" },
        payment_intent: { amount: 1999 },
      });
    },
    "shows refunds when they are expanded": async (shop) => {
      const { charge } = await charged(shop);
      await shop.stripe.refunds.create({ charge: charge.id, amount: 5 });
      const { refunds } = await shop.stripe.charges.retrieve(charge.id, { expand: ["refunds"] });
      expect(refunds).toMatchObject({
        data: [{ amount: 5 }],
        has_more: false,
        url: `/v1/charges/${charge.id}/refunds`,
      });
    },
  },
});

const updating = checksOf("POST /v1/charges/{id}", {
  results: {
    "changes the description and the address for the receipt": async (shop) => {
      const { charge } = await charged(shop);
      const change = { description: "A chair", receipt_email: "a@example.com" };
      expect(await shop.stripe.charges.update(charge.id, change)).toMatchObject(change);
    },
    "clears the description": async (shop) => {
      const { charge } = await charged(shop, "pm_card_visa", { description: "A chair" });
      expect((await shop.stripe.charges.update(charge.id, { description: "" })).description).toBeNull();
    },
    "changes where the goods go": async (shop) => {
      const { charge } = await charged(shop);
      const shipping = { name: "B. Customer", address, carrier: "post", tracking_number: "1Z" };
      const changed = await shop.stripe.charges.update(charge.id, { shipping });
      expect(changed.shipping).toEqual({
        ...shipping,
        address: { ...address, line2: null, state: null },
        phone: null,
      });
    },
    "changes metadata, and leaves those of the payment alone": async (shop) => {
      const { charge, intent } = await charged(shop, "pm_card_visa", { metadata: { order: "7" } });
      const changed = await shop.stripe.charges.update(charge.id, { metadata: { order: "8" } });
      expect(changed.metadata).toEqual({ order: "8" });
      expect((await shop.stripe.paymentIntents.retrieve(intent.id)).metadata).toEqual({ order: "7" });
    },
    "takes and withdraws a report of fraud": async (shop) => {
      const { charge } = await charged(shop);
      expect(charge.fraud_details).toEqual({});
      const report = async (user_report: "fraudulent" | "safe" | "") =>
        (await shop.stripe.charges.update(charge.id, { fraud_details: { user_report } })).fraud_details;
      expect(await report("fraudulent")).toEqual({ user_report: "fraudulent" });
      expect(await report("safe")).toEqual({ user_report: "safe" });
      expect(await report("")).toEqual({});
    },
  },
  refusals: {
    "refuses what is no e-mail address": async (shop) => {
      const { charge } = await charged(shop);
      const error = await errorOf(shop.stripe.charges.update(charge.id, { receipt_email: "nobody" }));
      expect(error).toMatchObject({ statusCode: 400, code: "email_invalid", param: "receipt_email" });
    },
    "refuses an address without a name": async (shop) => {
      const { charge } = await charged(shop);
      const answer = await shop.call("POST", `/v1/charges/${charge.id}`, {
        form: "shipping[address][line1]=1 Main St",
      });
      expect(answer.body.error).toMatchObject({ code: "parameter_missing", param: "shipping[name]" });
    },
    "refuses to change the amount": async (shop) => {
      const { charge } = await charged(shop);
      const { body } = await shop.call("POST", `/v1/charges/${charge.id}`, { form: "amount=1" });
      expect(body.error).toMatchObject({ code: "parameter_unknown", param: "amount" });
    },
    "says that it does not cover giving a charge to a customer afterwards": async (shop) => {
      const { charge } = await charged(shop);
      const { id: customer } = await shop.stripe.customers.create({});
      const error = await errorOf(shop.stripe.charges.update(charge.id, { customer }));
      expect(error).toMatchObject({ statusCode: 501, code: "sandbox_not_covered" });
    },
  },
  events: {
    "tell what was before": async (shop) => {
      const { charge } = await charged(shop, "pm_card_visa", { capture_method: "automatic" });
      await shop.stripe.charges.update(charge.id, { description: "A chair", metadata: { a: "1" } });
      const event = await shop.receiver.arrival("charge.updated");
      expect(event.data.previous_attributes).toEqual({ description: null, metadata: { a: null } });
    },
  },
});

const listing = checksOf("GET /v1/charges", {
  results: {
    "finds charges by customer, by payment and by time": async (shop) => {
      const { id: customer } = await shop.stripe.customers.create({});
      const first = await charged(shop, "pm_card_visa", { customer });
      await advance(shop, 60_000);
      const second = await charged(shop);
      const ids = async (params: object) => (await shop.stripe.charges.list(params)).data.map(({ id }) => id);
      expect(await ids({})).toEqual([second.charge.id, first.charge.id]);
      expect(await ids({ customer })).toEqual([first.charge.id]);
      expect(await ids({ payment_intent: second.intent.id })).toEqual([second.charge.id]);
      expect(await ids({ created: { gte: second.charge.created } })).toEqual([second.charge.id]);
      expect(await ids({ created: first.charge.created })).toEqual([first.charge.id]);
    },
    "lists every attempt of one payment": async (shop) => {
      const intent = await shop.stripe.paymentIntents.create({
        amount: 1999,
        currency: "usd",
        automatic_payment_methods: { enabled: true, allow_redirects: "never" },
      });
      const confirm = (payment_method: string) =>
        shop.stripe.paymentIntents.confirm(intent.id, { payment_method });
      await errorOf(confirm("pm_card_chargeDeclined"));
      await confirm("pm_card_visa");
      const { data } = await shop.stripe.charges.list({ payment_intent: intent.id });
      expect(data.map(({ status }) => status)).toEqual(["succeeded", "failed"]);
    },
    "finds those of a transfer group, given by the payment or later": async (shop) => {
      const grouped = await charged(shop, "pm_card_visa", { transfer_group: "ORDER_6" });
      const later = await charged(shop);
      expect(later.charge.transfer_group).toBeNull();
      await shop.stripe.charges.update(later.charge.id, { transfer_group: "ORDER_6" });
      await charged(shop, "pm_card_visa", { transfer_group: "ORDER_7" });
      const { data } = await shop.stripe.charges.list({ transfer_group: "ORDER_6" });
      expect(data.map(({ id }) => id)).toEqual([later.charge.id, grouped.charge.id]);
      expect(grouped.intent.transfer_group).toBe("ORDER_6");
    },
    "finds nothing of a customer without payments": async (shop) => {
      await charged(shop);
      const { id: customer } = await shop.stripe.customers.create({});
      expect((await shop.stripe.charges.list({ customer })).data).toEqual([]);
    },
  },
  pages: {
    "pages from newest to oldest": async (shop) => {
      const ids: string[] = [];
      for (let index = 0; index < 3; index += 1) ids.unshift((await charged(shop)).charge.id);
      const first = await shop.stripe.charges.list({ limit: 2 });
      expect([first.data.map(({ id }) => id), first.has_more]).toEqual([ids.slice(0, 2), true]);
      const rest = await shop.stripe.charges.list({ limit: 2, starting_after: ids[1] ?? "" });
      expect([rest.data.map(({ id }) => id), rest.has_more]).toEqual([ids.slice(2), false]);
    },
  },
  expansion: {
    "expands in each charge of the list": async (shop) => {
      const { intent } = await charged(shop);
      const { data } = await shop.stripe.charges.list({ expand: ["data.payment_intent"] });
      expect(data[0]).toMatchObject({ payment_intent: { id: intent.id } });
    },
  },
});

export const chargeChecks = [...retrieving, ...updating, ...listing];
