import { expect } from "vitest";
import { errorOf, payment, type Shop } from "../src/testing/open-shop.ts";
import { checksOf } from "./check.ts";

const advance = (shop: Shop, seconds: number) =>
  shop.control("POST", "/clock", { advanceMs: seconds * 1000 });

/** A paid charge of 19.99, by id. It is booked already, so that no `charge.updated` comes between. */
async function paid(shop: Shop, card = "pm_card_visa", more = {}) {
  const { id, latest_charge } = await shop.pay(card, { capture_method: "automatic", ...more });
  return { intent: id, charge: String(latest_charge) };
}

/** A refund of all of a charge on a card whose refunds take their own course. */
async function refunded(shop: Shop, card: string) {
  const { charge, intent } = await paid(shop, card);
  return { charge, intent, refund: await shop.stripe.refunds.create({ charge }) };
}

const creating = checksOf("POST /v1/refunds", {
  results: {
    "gives back all that was paid when no amount is given": async (shop) => {
      const { intent, charge } = await paid(shop);
      expect(await shop.stripe.refunds.create({ payment_intent: intent })).toMatchObject({
        id: expect.stringMatching(/^re_/),
        amount: 1999,
        charge,
        currency: "usd",
        payment_intent: intent,
        status: "succeeded",
      });
    },
    "gives back a part": async (shop) => {
      const { intent } = await paid(shop);
      expect((await shop.stripe.refunds.create({ payment_intent: intent, amount: 500 })).amount).toBe(500);
    },
    "finds the payment of a charge": async (shop) => {
      const { intent, charge } = await paid(shop);
      const refund = await shop.stripe.refunds.create({ charge });
      expect(refund).toMatchObject({ charge, payment_intent: intent });
    },
    "gives back all that is left after a part": async (shop) => {
      const { intent } = await paid(shop);
      await shop.stripe.refunds.create({ payment_intent: intent, amount: 1500 });
      expect((await shop.stripe.refunds.create({ payment_intent: intent })).amount).toBe(499);
    },
    "keeps the reason and the metadata": async (shop) => {
      const { charge } = await paid(shop);
      const about = { reason: "requested_by_customer", metadata: { ticket: "12" } } as const;
      expect(await shop.stripe.refunds.create({ charge, ...about })).toMatchObject(about);
    },
    "names the customer and the card of the charge": async (shop) => {
      const customer = await shop.stripe.customers.create({});
      const intent = await shop.pay("pm_card_visa", { customer: customer.id });
      const refund = await shop.stripe.refunds.create({ payment_intent: intent.id });
      expect(refund).toMatchObject({ customer: customer.id, payment_method: intent.payment_method });
    },
    "has no reference at first": async (shop) => {
      const { charge } = await paid(shop);
      expect((await shop.stripe.refunds.create({ charge })).destination_details).toEqual({
        card: { reference_status: "pending", reference_type: "acquirer_reference_number", type: "refund" },
        type: "card",
      });
    },
    "books the money out, and returns no fee": async (shop) => {
      const intent = await shop.pay("pm_card_visa", { description: "A chair" });
      const { balance_transaction } = await shop.stripe.refunds.create({
        payment_intent: intent.id,
        amount: 700,
        expand: ["balance_transaction"],
      });
      expect(balance_transaction).toMatchObject({
        amount: -700,
        description: "REFUND FOR CHARGE (A chair)",
        fee: 0,
        fee_details: [],
        net: -700,
        reporting_category: "refund",
        type: "refund",
      });
    },
    "gives back no more than was captured": async (shop) => {
      const { id } = await shop.pay("pm_card_visa", { capture_method: "manual" });
      await shop.stripe.paymentIntents.capture(id, { amount_to_capture: 700 });
      expect((await shop.stripe.refunds.create({ payment_intent: id })).amount).toBe(700);
    },
    "gives back a payment in a currency without decimals": async (shop) => {
      const { charge } = await paid(shop, "pm_card_visa", { amount: 5000, currency: "jpy" });
      const error = await errorOf(shop.stripe.refunds.create({ charge, amount: 6000 }));
      expect(error.message).toContain("¥6,000");
      expect(await shop.stripe.refunds.create({ charge })).toMatchObject({ amount: 5000, currency: "jpy" });
    },
  },
  states: {
    "adds up on the charge, which is refunded when nothing is left": async (shop) => {
      const { charge } = await paid(shop);
      const seen = async () => {
        const { amount_refunded, refunded } = await shop.stripe.charges.retrieve(charge);
        return { amount_refunded, refunded };
      };
      await shop.stripe.refunds.create({ charge, amount: 999 });
      expect(await seen()).toEqual({ amount_refunded: 999, refunded: false });
      await shop.stripe.refunds.create({ charge, amount: 1000 });
      expect(await seen()).toEqual({ amount_refunded: 1999, refunded: true });
    },
    "leaves the payment intent succeeded": async (shop) => {
      const { charge, intent } = await paid(shop);
      await shop.stripe.refunds.create({ charge });
      expect(await shop.stripe.paymentIntents.retrieve(intent)).toMatchObject({
        amount_received: 1999,
        status: "succeeded",
      });
    },
    "reports fraud on the charge with the reason fraudulent": async (shop) => {
      const { charge } = await paid(shop);
      await shop.stripe.refunds.create({ charge, amount: 1, reason: "fraudulent" });
      const { fraud_details } = await shop.stripe.charges.retrieve(charge);
      expect(fraud_details).toEqual({ user_report: "fraudulent" });
    },
    "is pending on the card for pending refunds, and succeeds later": async (shop) => {
      const { refund } = await refunded(shop, "pm_card_pendingRefund");
      expect(refund).toMatchObject({
        status: "pending",
        pending_reason: "processing",
        balance_transaction: null,
      });
      await advance(shop, 5);
      const settled = await shop.stripe.refunds.retrieve(refund.id, { expand: ["balance_transaction"] });
      expect(settled).toMatchObject({ status: "succeeded", balance_transaction: { amount: -1999 } });
      expect(settled).not.toHaveProperty("pending_reason");
    },
    "counts as refunded while it is pending": async (shop) => {
      const { charge } = await refunded(shop, "pm_card_pendingRefund");
      const error = await errorOf(shop.stripe.refunds.create({ charge, amount: 1 }));
      expect(error.code).toBe("charge_already_refunded");
    },
    "succeeds on the card for failing refunds, and fails later": async (shop) => {
      const { refund, charge } = await refunded(shop, "pm_card_refundFail");
      expect(refund.status).toBe("succeeded");
      await advance(shop, 5);
      const failed = await shop.stripe.refunds.retrieve(refund.id, {
        expand: ["failure_balance_transaction"],
      });
      expect(failed).toMatchObject({
        status: "failed",
        failure_reason: "expired_or_canceled_card",
        failure_balance_transaction: {
          amount: 1999,
          net: 1999,
          reporting_category: "refund_failure",
          type: "refund_failure",
        },
      });
      expect(await shop.stripe.charges.retrieve(charge)).toMatchObject({
        amount_refunded: 0,
        refunded: false,
      });
    },
    "lets the money be refunded again after it failed": async (shop) => {
      const { charge } = await refunded(shop, "pm_card_refundFail");
      await advance(shop, 5);
      expect((await shop.stripe.refunds.create({ charge, amount: 1999 })).status).toBe("succeeded");
    },
    "takes nothing from the balance when it fails while pending": async (shop) => {
      const { refund } = await refunded(shop, "pm_card_pendingRefund");
      await shop.control("POST", `/refunds/${refund.id}`, { outcome: "fail" });
      const failed = await shop.stripe.refunds.retrieve(refund.id);
      expect(failed).toMatchObject({ status: "failed", balance_transaction: null });
      expect(failed).not.toHaveProperty("failure_balance_transaction");
      expect((await shop.stripe.balanceTransactions.list({ source: refund.id })).data).toEqual([]);
    },
    "gets its reference from the network later": async (shop) => {
      const { charge } = await paid(shop);
      const { id } = await shop.stripe.refunds.create({ charge });
      await advance(shop, 10);
      const { destination_details } = await shop.stripe.refunds.retrieve(id);
      expect(destination_details?.card).toMatchObject({
        reference: expect.stringMatching(/^\d{12}$/),
        reference_status: "available",
      });
    },
    "never gets a reference when it failed": async (shop) => {
      const { refund } = await refunded(shop, "pm_card_refundFail");
      await advance(shop, 60);
      const { destination_details } = await shop.stripe.refunds.retrieve(refund.id);
      expect(destination_details?.card?.reference_status).toBe("pending");
    },
  },
  refusals: {
    "refuses more than is left": async (shop) => {
      const { intent } = await paid(shop);
      await shop.stripe.refunds.create({ payment_intent: intent, amount: 1500 });
      const error = await errorOf(shop.stripe.refunds.create({ payment_intent: intent, amount: 500 }));
      expect(error).toMatchObject({ statusCode: 400, param: "amount", code: undefined });
      expect(error.message).toBe("Refund amount ($5.00) is greater than unrefunded amount on charge ($4.99)");
    },
    "refuses when nothing is left": async (shop) => {
      const { charge } = await paid(shop);
      await shop.stripe.refunds.create({ charge });
      const error = await errorOf(shop.stripe.refunds.create({ charge }));
      expect(error).toMatchObject({ statusCode: 400, code: "charge_already_refunded" });
      expect(error.message).toBe(`Charge ${charge} has already been refunded.`);
    },
    "refuses an amount of 0 and below": async (shop) => {
      const { charge } = await paid(shop);
      for (const amount of [0, -5])
        expect(await errorOf(shop.stripe.refunds.create({ charge, amount }))).toMatchObject({
          code: "parameter_invalid_integer",
          param: "amount",
        });
    },
    "refuses to guess what shall be refunded": async (shop) => {
      const error = await errorOf(shop.stripe.refunds.create({}));
      expect(error).toMatchObject({ statusCode: 400, code: undefined, param: undefined });
      expect(error.message).toBe(
        "One of the following params should be provided for this request: payment_intent or charge.",
      );
    },
    "refuses a charge and a payment intent together": async (shop) => {
      const { charge, intent } = await paid(shop);
      const error = await errorOf(shop.stripe.refunds.create({ charge, payment_intent: intent }));
      expect(error).toMatchObject({ statusCode: 400, code: "parameters_exclusive" });
    },
    "refuses a charge that does not exist": async (shop) => {
      const error = await errorOf(shop.stripe.refunds.create({ charge: "ch_none" }));
      expect(error).toMatchObject({ statusCode: 400, code: "resource_missing", param: "charge" });
      expect(error.message).toBe("No such charge: 'ch_none'");
    },
    "refuses a payment intent that does not exist": async (shop) => {
      const error = await errorOf(shop.stripe.refunds.create({ payment_intent: "pi_none" }));
      expect(error).toMatchObject({ code: "resource_missing", param: "payment_intent" });
    },
    "refuses money that is only held": async (shop) => {
      const { intent } = await paid(shop, "pm_card_visa", { capture_method: "manual" });
      const { message } = await errorOf(shop.stripe.refunds.create({ payment_intent: intent }));
      expect(message).toContain(`was created by a PaymentIntent (${intent})`);
      expect(message).toContain("You must cancel the PaymentIntent");
    },
    "refuses money that was held and released": async (shop) => {
      const { intent } = await paid(shop, "pm_card_visa", { capture_method: "manual" });
      await shop.stripe.paymentIntents.cancel(intent);
      const error = await errorOf(shop.stripe.refunds.create({ payment_intent: intent }));
      expect(error.code).toBe("charge_already_refunded");
    },
    "refuses a payment that was never tried": async (shop) => {
      const { id } = await shop.stripe.paymentIntents.create(payment);
      const { message } = await errorOf(shop.stripe.refunds.create({ payment_intent: id }));
      expect(message).toBe(`This PaymentIntent (${id}) does not have a successful charge to refund.`);
    },
    "refuses a payment that was canceled": async (shop) => {
      const { id } = await shop.stripe.paymentIntents.create(payment);
      await shop.stripe.paymentIntents.cancel(id);
      const { message } = await errorOf(shop.stripe.refunds.create({ payment_intent: id }));
      expect(message).toContain("does not have a successful charge to refund");
    },
    "refuses a payment that was declined": async (shop) => {
      await errorOf(shop.pay("pm_card_chargeDeclined"));
      const [charge] = (await shop.stripe.charges.list()).data;
      const error = await errorOf(shop.stripe.refunds.create({ charge: String(charge?.id) }));
      expect(error.message).toContain("does not have a successful charge to refund");
    },
    "refuses a reason that Stripe does not have": async (shop) => {
      const { charge } = await paid(shop);
      const answer = await shop.call("POST", "/v1/refunds", { form: `charge=${charge}&reason=whim` });
      expect(answer.body.error).toMatchObject({
        message: "Invalid reason: must be one of duplicate, fraudulent, or requested_by_customer",
        param: "reason",
      });
    },
    "says that it does not cover refunds of connected accounts": async (shop) => {
      const { charge } = await paid(shop);
      const error = await errorOf(shop.stripe.refunds.create({ charge, reverse_transfer: true }));
      expect(error).toMatchObject({ statusCode: 501, code: "sandbox_not_covered" });
      expect((await shop.stripe.refunds.list()).data).toEqual([]);
    },
    "changes nothing when it is refused": async (shop) => {
      await shop.control("POST", "/clock", { freeze: true });
      const { charge } = await paid(shop);
      const before = await shop.history();
      await errorOf(shop.stripe.refunds.create({ charge, amount: 2000 }));
      expect((await shop.stripe.charges.retrieve(charge)).amount_refunded).toBe(0);
      expect(await shop.history()).toEqual(before);
    },
  },
  events: {
    "are refund.created and charge.refunded, with the request that caused them": async (shop) => {
      const { charge } = await paid(shop);
      await shop.stripe.refunds.create({ charge }, { idempotencyKey: "refund-1" });
      expect((await shop.history()).slice(-2)).toEqual(["refund.created", "charge.refunded"]);
      const event = await shop.receiver.arrival("charge.refunded");
      expect(event.request?.idempotency_key).toBe("refund-1");
    },
    "tell the sum so far, and what it was before": async (shop) => {
      const { charge } = await paid(shop);
      await shop.stripe.refunds.create({ charge, amount: 500 });
      await shop.stripe.refunds.create({ charge, amount: 1499 });
      const second = await shop.receiver.arrival("charge.refunded", 2);
      expect(second.data).toMatchObject({
        object: { amount_refunded: 1999, refunded: true },
        previous_attributes: { amount_refunded: 500, refunded: false },
      });
    },
    "of a pending refund end with refund.updated and charge.refund.updated": async (shop) => {
      await refunded(shop, "pm_card_pendingRefund");
      await advance(shop, 5);
      expect((await shop.history()).slice(-2)).toEqual(["refund.updated", "charge.refund.updated"]);
      const event = await shop.receiver.arrival("refund.updated");
      expect(event.data).toMatchObject({
        object: { status: "succeeded" },
        previous_attributes: { balance_transaction: null, status: "pending" },
      });
      expect(event.request).toEqual({ id: null, idempotency_key: null });
    },
    "of a failing refund end with refund.failed and charge.refund.updated": async (shop) => {
      await refunded(shop, "pm_card_refundFail");
      await advance(shop, 5);
      expect((await shop.history()).slice(-2)).toEqual(["refund.failed", "charge.refund.updated"]);
      const event = await shop.receiver.arrival("charge.refund.updated");
      expect(event.data).toMatchObject({
        object: { status: "failed" },
        previous_attributes: { status: "succeeded" },
      });
    },
    "tell of the reference with refund.updated and charge.refund.updated": async (shop) => {
      const { charge } = await paid(shop);
      await shop.stripe.refunds.create({ charge });
      await advance(shop, 10);
      expect((await shop.history()).slice(-2)).toEqual(["refund.updated", "charge.refund.updated"]);
      const event = await shop.receiver.arrival("refund.updated");
      expect(event.data.previous_attributes).toEqual({
        destination_details: { card: { reference: null, reference_status: "pending" } },
      });
    },
  },
  idempotency: {
    "gives back once when the request is repeated": async (shop) => {
      const { charge } = await paid(shop);
      const give = () => shop.stripe.refunds.create({ charge, amount: 500 }, { idempotencyKey: "refund-1" });
      const first = await give();
      expect((await give()).id).toBe(first.id);
      expect((await shop.stripe.charges.retrieve(charge)).amount_refunded).toBe(500);
    },
    "refuses another amount under the same key": async (shop) => {
      const { charge } = await paid(shop);
      const give = (amount: number) =>
        shop.stripe.refunds.create({ charge, amount }, { idempotencyKey: "refund-1" });
      await give(500);
      expect((await errorOf(give(600))).type).toBe("StripeIdempotencyError");
    },
    "never gives back more than was paid, however many ask at once": async (shop) => {
      const { charge } = await paid(shop, "pm_card_visa", { amount: 1000 });
      const asked = Array.from({ length: 8 }, () => shop.stripe.refunds.create({ charge, amount: 300 }));
      const answers = await Promise.allSettled(asked);
      expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
      expect((await shop.stripe.charges.retrieve(charge)).amount_refunded).toBe(900);
    },
  },
  expansion: {
    "expands the charge and what hangs on it": async (shop) => {
      const { intent } = await paid(shop);
      const refund = await shop.stripe.refunds.create({
        payment_intent: intent,
        expand: ["charge.balance_transaction", "payment_intent"],
      });
      expect(refund).toMatchObject({
        charge: { amount_refunded: 1999, refunded: true },
        payment_intent: { id: intent },
      });
    },
  },
});

const retrieving = checksOf("GET /v1/refunds/{id}", {
  results: {
    "shows the refund as it was answered": async (shop) => {
      const { charge } = await paid(shop);
      const refund = await shop.stripe.refunds.create({ charge });
      expect(await shop.call("GET", `/v1/refunds/${refund.id}`)).toMatchObject({
        status: 200,
        body: { id: refund.id, amount: 1999, charge, receipt_number: null, transfer_reversal: null },
      });
    },
  },
});

const updating = checksOf("POST /v1/refunds/{id}", {
  results: {
    "adds to the metadata, and removes from it": async (shop) => {
      const { charge } = await paid(shop);
      const { id } = await shop.stripe.refunds.create({ charge, metadata: { a: "1" } });
      const change = async (metadata: Record<string, string>) =>
        (await shop.stripe.refunds.update(id, { metadata })).metadata;
      expect(await change({ b: "2" })).toEqual({ a: "1", b: "2" });
      expect(await change({ a: "" })).toEqual({ b: "2" });
    },
  },
  refusals: {
    "refuses to change an amount": async (shop) => {
      const { charge } = await paid(shop);
      const { id } = await shop.stripe.refunds.create({ charge });
      const { body } = await shop.call("POST", `/v1/refunds/${id}`, { form: "amount=1" });
      expect(body.error).toMatchObject({ code: "parameter_unknown", param: "amount" });
    },
  },
  events: {
    "tell what the metadata was before": async (shop) => {
      const { charge } = await paid(shop);
      const { id } = await shop.stripe.refunds.create({ charge, metadata: { a: "1" } });
      await shop.stripe.refunds.update(id, { metadata: { a: "2" } });
      const event = await shop.receiver.arrival("refund.updated");
      expect(event.data.previous_attributes).toEqual({ metadata: { a: "1" } });
    },
  },
});

const canceling = checksOf("POST /v1/refunds/{id}/cancel", {
  refusals: {
    "refuses a refund to a card": async (shop) => {
      const { refund } = await refunded(shop, "pm_card_visa");
      const error = await errorOf(shop.stripe.refunds.cancel(refund.id));
      expect(error).toMatchObject({ statusCode: 400, message: "Canceling this refund is unsupported." });
    },
    "refuses a pending refund to a card": async (shop) => {
      const { refund } = await refunded(shop, "pm_card_pendingRefund");
      await errorOf(shop.stripe.refunds.cancel(refund.id));
      expect((await shop.stripe.refunds.retrieve(refund.id)).status).toBe("pending");
    },
  },
});

const listing = checksOf("GET /v1/refunds", {
  results: {
    "finds refunds by charge, by payment and by time": async (shop) => {
      const first = await refunded(shop, "pm_card_visa");
      await advance(shop, 60);
      const second = await refunded(shop, "pm_card_visa");
      const ids = async (params: object) => (await shop.stripe.refunds.list(params)).data.map(({ id }) => id);
      expect(await ids({})).toEqual([second.refund.id, first.refund.id]);
      expect(await ids({ charge: first.charge })).toEqual([first.refund.id]);
      expect(await ids({ payment_intent: second.intent })).toEqual([second.refund.id]);
      expect(await ids({ created: { lt: second.refund.created } })).toEqual([first.refund.id]);
    },
    "lists failed refunds too": async (shop) => {
      const { charge } = await refunded(shop, "pm_card_refundFail");
      await advance(shop, 5);
      const { data } = await shop.stripe.refunds.list({ charge });
      expect(data.map(({ status }) => status)).toEqual(["failed"]);
    },
  },
  pages: {
    "pages back and forth": async (shop) => {
      const { charge } = await paid(shop);
      const made: string[] = [];
      for (const amount of [1, 2, 3]) made.unshift((await shop.stripe.refunds.create({ charge, amount })).id);
      const [third = "", second = "", first = ""] = made;
      const ids = async (params: object) => {
        const page = await shop.stripe.refunds.list({ limit: 1, ...params });
        return [page.data[0]?.id, page.has_more];
      };
      expect(await ids({})).toEqual([third, true]);
      expect(await ids({ starting_after: third })).toEqual([second, true]);
      expect(await ids({ starting_after: second })).toEqual([first, false]);
      expect(await ids({ ending_before: first })).toEqual([second, true]);
    },
  },
  expansion: {
    "expands in each refund of the list": async (shop) => {
      const { charge } = await refunded(shop, "pm_card_visa");
      const { data } = await shop.stripe.refunds.list({ expand: ["data.charge"] });
      expect(data[0]).toMatchObject({ charge: { id: charge } });
    },
  },
});

export const refundChecks = [...creating, ...retrieving, ...updating, ...canceling, ...listing];
