/** A flat rate for all countries, known before the address is entered; free from a certain subtotal on. In minor units. */
const ratesByCurrency: Readonly<Record<string, { flat: number; freeFrom: number }>> = {
  eur: { flat: 590, freeFrom: 10_000 },
  usd: { flat: 690, freeFrom: 11_000 },
  gbp: { flat: 490, freeFrom: 9_000 },
  jpy: { flat: 900, freeFrom: 16_000 },
};

/** The shipping costs (`flat`), and the subtotal from which shipping is free, in minor units. */
function shippingRate(currency: string): { flat: number; freeFrom: number } {
  const rate = ratesByCurrency[currency];
  if (rate === undefined) throw new Error(`No shipping rate for ${currency}`);
  return rate;
}

/** The shipping costs for goods of this subtotal, in minor units. */
export function shippingFor(currency: string, subtotalAmount: number): number {
  const { flat, freeFrom } = shippingRate(currency);
  return subtotalAmount >= freeFrom ? 0 : flat;
}
