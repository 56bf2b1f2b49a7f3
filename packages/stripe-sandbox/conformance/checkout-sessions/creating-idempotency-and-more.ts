import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { berlin, euros, open, order, pay, rate, retrieve } from "./fixtures.ts";

export const creatingIdempotencyAndMore = checksOf("POST /v1/checkout/sessions", {
  idempotency: {
    "opens one session for one key": async (shop) => {
      const twice = () => shop.stripe.checkout.sessions.create(order, { idempotencyKey: "one" });
      const [first, second] = [await twice(), await twice()];
      expect(second.id).toBe(first.id);
      expect((await shop.stripe.checkout.sessions.list()).data).toHaveLength(1);
    },
  },
  expansion: {
    "shows the lines when asked": async (shop) => {
      const session = await open(shop, { expand: ["line_items"] });
      expect(session.line_items).toMatchObject({
        has_more: false,
        data: [{ object: "item", quantity: 1, amount_total: 2000 }],
      });
      expect((await open(shop)).line_items).toBeUndefined();
    },
    "shows what the sums are made of when asked": async (shop) => {
      const { id: customer } = await shop.stripe.customers.create({ address: berlin });
      const coupon = await shop.stripe.coupons.create({ percent_off: 50 });
      const session = await open(shop, {
        customer,
        automatic_tax: { enabled: true },
        discounts: [{ coupon: coupon.id }],
        line_items: [euros(11_900), euros(11_900)],
        expand: ["total_details.breakdown", "line_items.data.taxes"],
      });
      expect(session.total_details?.breakdown).toMatchObject({
        discounts: [{ amount: 11_900, discount: { source: { coupon: coupon.id } } }],
        taxes: [{ amount: 1900, taxable_amount: 10_000, taxability_reason: "standard_rated" }],
      });
      expect(session.line_items?.data[0]?.taxes).toMatchObject([{ amount: 950 }]);
      expect((await retrieve(shop, session.id)).total_details?.breakdown).toBeUndefined();
    },
    "shows price, product and shipping rate when asked": async (shop) => {
      const session = await open(shop, {
        shipping_options: [rate("Standard", 500)],
        expand: ["line_items.data.price.product", "shipping_cost.shipping_rate"],
      });
      expect(session.line_items?.data[0]?.price?.product).toMatchObject({ name: "T-shirt" });
      expect(session.shipping_cost?.shipping_rate).toMatchObject({ display_name: "Standard" });
    },
  },
  events: {
    "makes no payment before the customer pays": async (shop) => {
      await open(shop);
      expect((await shop.history()).filter((type) => type.startsWith("payment_intent"))).toEqual([]);
    },
    "follows a payment in Stripe's order": async (shop) => {
      const { id } = await open(shop);
      await pay(shop, id);
      await shop.control("POST", "/clock", { advanceMs: 1000 });
      expect((await shop.history()).slice(-5)).toEqual([
        "payment_intent.created",
        "charge.succeeded",
        "payment_intent.succeeded",
        "checkout.session.completed",
        "charge.updated",
      ]);
    },
  },
});
