import type Stripe from "stripe";
import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { embed, inMinutes, open, shirt } from "./fixtures.ts";

export const creatingResultsOfOpening = checksOf("POST /v1/checkout/sessions", {
  results: {
    "opens a session with the sum of its lines": async (shop) => {
      const session = await open(shop, { line_items: [shirt({ quantity: 2 }), shirt()] });
      expect(session).toMatchObject({
        status: "open",
        payment_status: "unpaid",
        amount_subtotal: 6000,
        amount_total: 6000,
        currency: "usd",
        payment_intent: null,
        customer: null,
        customer_creation: "if_required",
        customer_details: null,
        ui_mode: "hosted_page",
      });
    },
    "gives a client secret instead of an address for a page inside of the shop's": async (shop) => {
      const session = await embed(shop, { return_url: "https://shop.test/back" });
      expect(session).toMatchObject({
        ui_mode: "embedded_page",
        url: null,
        success_url: null,
        return_url: "https://shop.test/back",
        redirect_on_completion: "always",
      });
      expect(session.client_secret).toMatch(new RegExp(`^${session.id}_secret_\\w+$`));
    },
    "needs no return address where the customer stays": async (shop) => {
      const session = await embed(shop, { redirect_on_completion: "never" });
      expect(session).toMatchObject({ redirect_on_completion: "never", client_secret: expect.any(String) });
    },
    "gives the address of its page": async (shop) => {
      const { id, url } = await open(shop);
      expect(url).toBe(`${shop.sandbox.url}/c/pay/${id}`);
      expect(id).toMatch(/^cs_test_[a-zA-Z0-9]{50,}$/);
    },
    "lasts 24 hours unless told otherwise": async (shop) => {
      const { created, expires_at } = await open(shop);
      expect(expires_at - created).toBe(24 * 60 * 60);
      const expires = inMinutes(45);
      expect((await open(shop, { expires_at: expires })).expires_at).toBe(expires);
    },
    "makes a price and a product of price_data, neither for sale elsewhere": async (shop) => {
      const { id } = await open(shop);
      const [line] = (await shop.stripe.checkout.sessions.listLineItems(id)).data;
      expect(line).toMatchObject({ description: "T-shirt", price: { unit_amount: 2000, active: false } });
      const product = await shop.stripe.products.retrieve(String(line?.price?.product));
      expect(product).toMatchObject({ name: "T-shirt", active: false });
    },
    "takes a price that exists": async (shop) => {
      const price = await shop.stripe.prices.create({
        currency: "eur",
        unit_amount: 1250,
        product_data: { name: "Cap" },
      });
      const session = await open(shop, { line_items: [{ price: price.id, quantity: 3 }] });
      expect(session).toMatchObject({ amount_total: 3750, currency: "eur" });
    },
    "rounds what costs a fraction of a cent when the pieces are added up": async (shop) => {
      const price_data = {
        currency: "usd",
        unit_amount_decimal: "33.3" as unknown as Stripe.Decimal,
        product_data: { name: "Screw" },
      };
      const session = await open(shop, { line_items: [{ price_data, quantity: 10 }] });
      expect(session.amount_total).toBe(333);
    },
    "knows the customer's address that the shop gave": async (shop) => {
      const session = await open(shop, { customer_email: "anna@example.com" });
      expect(session.customer_details).toMatchObject({ email: "anna@example.com", name: null });
    },
  },
});
