import type { Money } from "@dualtrack/contract";

/** One flat rate to everywhere, known before the address is; free from a certain subtotal on. */
const ratesByCurrency: Readonly<Record<string, { flat: number; freeFrom: number }>> = {
  eur: { flat: 590, freeFrom: 10_000 },
  usd: { flat: 690, freeFrom: 11_000 },
  gbp: { flat: 490, freeFrom: 9_000 },
  jpy: { flat: 900, freeFrom: 16_000 },
};

/** What shipping costs for goods worth `subtotal` (minor units). */
export function shippingFor(
  currency: string,
  subtotal: number,
): { shipping: Money; freeShippingFrom: Money } {
  const rate = ratesByCurrency[currency];
  if (rate === undefined) throw new Error(`No shipping rate for ${currency}`);
  const amount = subtotal >= rate.freeFrom ? 0 : rate.flat;
  return { shipping: { amount, currency }, freeShippingFrom: { amount: rate.freeFrom, currency } };
}
