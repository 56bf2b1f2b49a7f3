import { payment, type Shop } from "../../src/testing/open-shop.ts";

export const inEuros = { ...payment, currency: "eur" } as const;

export const wait = (shop: Shop, advanceMs: number) => shop.control("POST", "/clock", { advanceMs });

export const minutes = (n: number) => n * 60_000;

export async function chargeOf({ stripe }: Shop, intent: string) {
  const { data } = await stripe.charges.list({ payment_intent: intent });
  return data[0];
}
