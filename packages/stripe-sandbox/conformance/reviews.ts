import { expect } from "vitest";
import { errorOf, type Shop } from "../src/testing/open-shop.ts";
import { checksOf } from "./check.ts";

/** A paid charge that Radar has put under review. */
async function reviewed(shop: Shop, more = {}, card = "pm_card_riskLevelElevated") {
  const intent = await shop.pay(card, more);
  return { intent, charge: String(intent.latest_charge), review: String(intent.review) };
}

const read = (shop: Shop, id: string) => shop.stripe.reviews.retrieve(id);
const decide = (shop: Shop, id: string, outcome: string) =>
  shop.control("POST", `/reviews/${id}`, { outcome });
const told = async (shop: Shop) => (await shop.history()).filter((type) => type.startsWith("review."));
const closedAs = (reason: string) => ({ open: false, closed_reason: reason, reason });

const retrieving = checksOf("GET /v1/reviews/{id}", {
  results: {
    "shows the review of a payment with elevated risk": async (shop) => {
      const billing_details = { address: { postal_code: "8010", country: "AT" } };
      const method = await shop.stripe.paymentMethods.create({
        type: "card",
        card: { number: "4000000000009235", exp_month: 12, exp_year: 2034 },
        billing_details,
      });
      const { review, charge, intent } = await reviewed(shop, {}, method.id);
      expect(await read(shop, review)).toMatchObject({
        id: expect.stringMatching(/^prv_/),
        object: "review",
        billing_zip: "8010",
        charge,
        closed_reason: null,
        ip_address: null,
        ip_address_location: null,
        livemode: false,
        open: true,
        opened_reason: "rule",
        payment_intent: intent.id,
        reason: "rule",
        session: null,
      });
    },
    "takes the money all the same, and says why somebody should look": async (shop) => {
      const { intent, charge, review } = await reviewed(shop);
      expect(intent.status).toBe("succeeded");
      expect(await shop.stripe.charges.retrieve(charge)).toMatchObject({
        paid: true,
        review,
        outcome: {
          network_status: "approved_by_network",
          reason: "elevated_risk_level",
          risk_level: "elevated",
          type: "manual_review",
        },
      });
    },
    "is of no other payment": async (shop) => {
      const { review, latest_charge } = await shop.pay();
      expect(review).toBeNull();
      const { outcome } = await shop.stripe.charges.retrieve(String(latest_charge));
      expect(outcome).toMatchObject({ risk_level: "normal", type: "authorized" });
    },
    "is opened by hand for any paid charge": async (shop) => {
      const { id, latest_charge } = await shop.pay();
      const made = await shop.control("POST", `/charges/${latest_charge}/review`);
      expect(await read(shop, String(made.id))).toMatchObject({
        charge: latest_charge,
        open: true,
        opened_reason: "manual",
        payment_intent: id,
        reason: "manual",
      });
      expect((await shop.stripe.paymentIntents.retrieve(id)).review).toBe(made.id);
      expect((await shop.stripe.charges.retrieve(String(latest_charge))).review).toBe(made.id);
    },
    "comes while the money is only held": async (shop) => {
      const { intent, review } = await reviewed(shop, { capture_method: "manual" });
      expect(intent.status).toBe("requires_capture");
      const captured = await shop.stripe.paymentIntents.capture(intent.id);
      expect(captured).toMatchObject({ status: "succeeded", review });
      expect((await read(shop, review)).open).toBe(true);
    },
  },
  states: {
    "ends with a refund of everything": async (shop) => {
      const { charge, review } = await reviewed(shop);
      await shop.stripe.refunds.create({ charge, amount: 999 });
      expect((await read(shop, review)).open).toBe(true);
      await shop.stripe.refunds.create({ charge });
      expect(await read(shop, review)).toMatchObject(closedAs("refunded"));
    },
    "ends with a refund for fraud": async (shop) => {
      const { charge, review } = await reviewed(shop);
      await shop.stripe.refunds.create({ charge, reason: "fraudulent" });
      expect(await read(shop, review)).toMatchObject(closedAs("refunded_as_fraud"));
    },
    "ends with a dispute": async (shop) => {
      const { charge, review } = await reviewed(shop);
      await shop.control("POST", `/charges/${charge}/dispute`, {});
      expect(await read(shop, review)).toMatchObject(closedAs("disputed"));
    },
    "ends with the hold on the money: canceled": async (shop) => {
      const first = await reviewed(shop, { capture_method: "manual" });
      await shop.stripe.paymentIntents.cancel(first.intent.id);
      expect(await read(shop, first.review)).toMatchObject(closedAs("canceled"));
      const second = await reviewed(shop, { capture_method: "manual" });
      await shop.control("POST", `/payment_intents/${second.intent.id}/expire`);
      expect(await read(shop, second.review)).toMatchObject(closedAs("canceled"));
    },
    "is decided in the Dashboard": async (shop) => {
      for (const [outcome, reason] of [
        ["approve", "approved"],
        ["refund", "refunded"],
        ["refund_as_fraud", "refunded_as_fraud"],
        ["dispute", "disputed"],
      ] as const) {
        const { review } = await reviewed(shop);
        expect(await decide(shop, review, outcome)).toMatchObject({ id: review, ...closedAs(reason) });
      }
      const { data } = await shop.stripe.refunds.list();
      expect(data.map(({ reason, amount }) => [reason, amount])).toEqual([
        ["fraudulent", 1999],
        [null, 1999],
      ]);
    },
    "is opened again by hand after it was closed": async (shop) => {
      const { charge, intent, review } = await reviewed(shop);
      await shop.stripe.reviews.approve(review);
      const again = await shop.control("POST", `/charges/${charge}/review`);
      expect(again).toMatchObject({ open: true, opened_reason: "manual" });
      expect((await shop.stripe.paymentIntents.retrieve(intent.id)).review).toBe(again.id);
    },
  },
  refusals: {
    "names the review that does not exist": async (shop) => {
      const { status, body } = await shop.call("GET", "/v1/reviews/prv_none");
      expect(status).toBe(404);
      expect(body.error.message).toBe("No such review: 'prv_none'");
    },
    "is not opened twice at a time": async (shop) => {
      const { charge } = await reviewed(shop);
      const { error } = await shop.control("POST", `/charges/${charge}/review`);
      expect(error.message).toContain("under review already");
    },
    "is not opened of a charge without money": async (shop) => {
      const { latest_charge } = await shop.pay();
      await shop.stripe.refunds.create({ charge: String(latest_charge) });
      const { error } = await shop.control("POST", `/charges/${latest_charge}/review`);
      expect(error.message).toContain("no money to review");
    },
    "is decided once in the Dashboard, and only as it can be": async (shop) => {
      const { review } = await reviewed(shop);
      expect((await decide(shop, review, "forget")).error.message).toContain("refund_as_fraud");
      await decide(shop, review, "approve");
      expect((await decide(shop, review, "refund")).error.message).toContain("is closed: approved");
    },
  },
  events: {
    "tell that it was opened, after the payment": async (shop) => {
      const { review, intent } = await reviewed(shop, { capture_method: "automatic" });
      const event = await shop.receiver.arrival("review.opened");
      expect(event.data.object).toMatchObject({ id: review, open: true, payment_intent: intent.id });
      const history = await shop.history();
      expect(history.slice(-2)).toEqual(["payment_intent.succeeded", "review.opened"]);
      const paid = await shop.receiver.arrival("payment_intent.succeeded");
      expect(paid.data.object).toMatchObject({ id: intent.id, review });
    },
    "tell that it was opened by hand": async (shop) => {
      const { latest_charge } = await shop.pay();
      const { id } = await shop.control("POST", `/charges/${latest_charge}/review`);
      const event = await shop.receiver.arrival("review.opened");
      expect(event.data.object).toMatchObject({ id, opened_reason: "manual" });
    },
    "tell once how it was closed": async (shop) => {
      const { charge, review } = await reviewed(shop);
      await shop.stripe.refunds.create({ charge });
      const event = await shop.receiver.arrival("review.closed");
      expect(event.data.object).toMatchObject({ id: review, ...closedAs("refunded") });
      expect(await told(shop)).toEqual(["review.opened", "review.closed"]);
    },
    "tell nothing more when an approved payment is refunded": async (shop) => {
      const { charge, review } = await reviewed(shop);
      await shop.stripe.reviews.approve(review);
      await shop.stripe.refunds.create({ charge });
      expect(await read(shop, review)).toMatchObject(closedAs("approved"));
      expect(await told(shop)).toEqual(["review.opened", "review.closed"]);
    },
  },
  expansion: {
    "expands the charge and the payment intent": async (shop) => {
      const { review, charge, intent } = await reviewed(shop);
      const full = await shop.stripe.reviews.retrieve(review, { expand: ["charge", "payment_intent"] });
      expect(full).toMatchObject({ charge: { id: charge }, payment_intent: { id: intent.id } });
    },
    "is expanded in the payment intent and in the charge": async (shop) => {
      const { review, charge, intent } = await reviewed(shop);
      const whole = { review: { id: review, object: "review", open: true } };
      const expand = { expand: ["review"] };
      expect(await shop.stripe.paymentIntents.retrieve(intent.id, expand)).toMatchObject(whole);
      expect(await shop.stripe.charges.retrieve(charge, expand)).toMatchObject(whole);
    },
  },
});

const approving = checksOf("POST /v1/reviews/{id}/approve", {
  results: {
    "closes it, and takes it out of the list": async (shop) => {
      const { review, intent, charge } = await reviewed(shop);
      expect(await shop.stripe.reviews.approve(review)).toMatchObject({
        id: review,
        ...closedAs("approved"),
        opened_reason: "rule",
      });
      expect((await shop.stripe.reviews.list()).data).toEqual([]);
      expect(await shop.stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status: "succeeded" });
      expect(await shop.stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 0, review });
    },
  },
  refusals: {
    "closes nothing that is closed": async (shop) => {
      const { review } = await reviewed(shop);
      await shop.stripe.reviews.approve(review);
      const error = await errorOf(shop.stripe.reviews.approve(review));
      expect(error).toMatchObject({ statusCode: 400, type: "StripeInvalidRequestError" });
    },
  },
  events: {
    "tell that it was approved": async (shop) => {
      const { review } = await reviewed(shop);
      await shop.stripe.reviews.approve(review);
      const event = await shop.receiver.arrival("review.closed");
      expect(event.data.object).toMatchObject({ id: review, ...closedAs("approved") });
    },
  },
  expansion: {
    "expands the payment intent": async (shop) => {
      const { review, intent } = await reviewed(shop);
      const closed = await shop.stripe.reviews.approve(review, { expand: ["payment_intent"] });
      expect(closed).toMatchObject({ payment_intent: { id: intent.id } });
    },
  },
});

const listing = checksOf("GET /v1/reviews", {
  results: {
    "has the open ones, by time": async (shop) => {
      const first = await reviewed(shop);
      await shop.control("POST", "/clock", { advanceMs: 60_000 });
      const second = await reviewed(shop);
      const third = await reviewed(shop);
      await shop.stripe.reviews.approve(third.review);
      const ids = async (params: object) => (await shop.stripe.reviews.list(params)).data.map(({ id }) => id);
      expect(await ids({})).toEqual([second.review, first.review]);
      const { created } = await read(shop, first.review);
      expect(await ids({ created: { gt: created } })).toEqual([second.review]);
    },
    "is empty when nothing is under review": async (shop) => {
      await shop.pay();
      expect((await shop.stripe.reviews.list()).data).toEqual([]);
    },
  },
  pages: {
    "pages from newest to oldest": async (shop) => {
      const first = await reviewed(shop);
      const second = await reviewed(shop);
      const page = await shop.stripe.reviews.list({ limit: 1 });
      expect(page).toMatchObject({ has_more: true, data: [{ id: second.review }] });
      const rest = await shop.stripe.reviews.list({ limit: 1, starting_after: second.review });
      expect(rest).toMatchObject({ has_more: false, data: [{ id: first.review }] });
    },
  },
});

export const reviewChecks = [...retrieving, ...approving, ...listing];
