import { expect } from "@playwright/test";
import { openBrowser } from "../apps/server/src/testing/open-browser.ts";
import { paymentOf } from "../apps/server/src/testing/payment-of.ts";
import type { ShopProcess } from "./shop-process.ts";

const contact = { email: "customer@example.com", name: "Ada Example" };
const shippingAddress = { line1: "1 Long Road", city: "Vienna", postalCode: "1010", country: "AT" };

interface Order {
  number: string;
  /** The address of its page. */
  path: string;
}

/** Somebody of whom no page is needed: makes the calls that the pages make, for journeys that begin later. */
export class CustomerByApi {
  readonly #shop: ShopProcess;
  readonly #browser;
  #payment = { paymentIntentId: "", clientSecret: "" };

  constructor(shop: ShopProcess) {
    this.#shop = shop;
    this.#browser = openBrowser(shop.url);
  }

  get payment(): { paymentIntentId: string; clientSecret: string } {
    return this.#payment;
  }

  /** Puts one of each product into the cart, of a service its next free time, and everything else up to the moment of pressing Pay. */
  async readyToPay(...slugs: string[]): Promise<this> {
    for (const slug of slugs) {
      const { kind, variants } = await this.#browser.catalog.product.query({ slug });
      const variantId = variants[0]?.id ?? "";
      const startsAt =
        kind === "service"
          ? (await this.#browser.catalog.slots.query({ variantId })).next?.startsAt
          : undefined;
      await this.#browser.cart.add.mutate({ variantId, startsAt, quantity: 1 });
    }
    const { id: checkoutId, quoteNumber } = await this.#browser.checkout.start.mutate();
    const sent = { checkoutId, quoteNumber, contact, shippingAddress };
    this.#payment = paymentOf(await this.#browser.checkout.prepare.mutate(sent));
    return this;
  }

  /** Pays with one of Stripe's test payment methods. Answers what Stripe says: a status, or an error. */
  async pay(paymentMethod = "pm_card_visa"): Promise<unknown> {
    const { paymentIntentId } = this.#payment;
    const answer = await fetch(`${this.#shop.stripeUrl}/v1/payment_intents/${paymentIntentId}/confirm`, {
      method: "POST",
      headers: { authorization: "Bearer sk_test_sandbox" },
      body: new URLSearchParams({
        payment_method: paymentMethod,
        return_url: `${this.#shop.url}/payment/success`,
      }),
    });
    return answer.json();
  }

  /** What the success page asks for. */
  async placeOrder(): Promise<Order> {
    const { path, order } = await this.#browser.orders.place.mutate(this.#payment);
    return { number: order.number, path };
  }
}

/** Somebody buys one of each product. Answers the order once it is confirmed. */
export async function buyByApi(shop: ShopProcess, ...slugs: string[]): Promise<Order> {
  const customer = await new CustomerByApi(shop).readyToPay(...slugs);
  expect(await customer.pay()).toMatchObject({ status: "succeeded" });
  const order = await customer.placeOrder();
  await expect
    .poll(() =>
      shop.sql('select state from "order" where number = $1', [Number(order.number.replace("DT-", ""))]),
    )
    .toEqual([{ state: "confirmed" }]);
  return order;
}
