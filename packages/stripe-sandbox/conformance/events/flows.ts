import { expect } from "vitest";
import { errorOf, payment, type Shop } from "../../src/testing/open-shop.ts";
import { type Check, checksOf } from "../check.ts";
import { created, DAY_MS, payAndRefund } from "./fixtures.ts";

const paid = ["charge.succeeded", "payment_intent.succeeded"];

const authorized = ["charge.succeeded", "payment_intent.amount_capturable_updated"];

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

export const flows = [
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
