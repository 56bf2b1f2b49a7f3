import { expect } from "vitest";
import type { Shop } from "../../src/testing/open-shop.ts";

/** The charge of a payment with a card, paid or declined. */
export async function chargeOf(shop: Shop, card: string, more: Parameters<Shop["pay"]>[1] = {}) {
  const id = await shop.pay(card, more).then(
    ({ latest_charge }) => latest_charge,
    ({ charge }: { charge: string }) => charge,
  );
  return shop.stripe.charges.retrieve(String(id));
}

export const shows =
  (card: string, charge: object, more: Parameters<Shop["pay"]>[1] = {}) =>
  async (shop: Shop) => {
    expect(await chargeOf(shop, card, more)).toMatchObject(charge);
  };

/** Pays with a number that was typed, with an address. */
export async function payTyped({ stripe, pay }: Shop, number: string, more: object = {}) {
  const { id } = await stripe.paymentMethods.create({
    type: "card",
    card: { number, exp_month: 12, exp_year: 2040, ...more },
    billing_details: { address: { line1: "1 Long Road", postal_code: "10115" } },
  });
  return pay(id, { expand: ["latest_charge"] });
}

export const requested3ds = { payment_method_options: { card: { request_three_d_secure: "any" } } } as const;
