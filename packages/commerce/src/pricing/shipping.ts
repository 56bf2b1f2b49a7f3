/** One flat rate to everywhere, known before the address is; free from a certain subtotal on. In minor units. */
const ratesByCurrency: Readonly<Record<string, { flat: number; freeFrom: number }>> = {
  eur: { flat: 590, freeFrom: 10_000 },
  usd: { flat: 690, freeFrom: 11_000 },
  gbp: { flat: 490, freeFrom: 9_000 },
  jpy: { flat: 900, freeFrom: 16_000 },
};

/** What sending goods costs (`flat`), and from which subtotal on it is free. */
export function shippingRate(currency: string): { flat: number; freeFrom: number } {
  const rate = ratesByCurrency[currency];
  if (rate === undefined) throw new Error(`No shipping rate for ${currency}`);
  return rate;
}

/** What it costs to send goods of this subtotal, in minor units. */
export function shippingFor(currency: string, subtotalAmount: number): number {
  const { flat, freeFrom } = shippingRate(currency);
  return subtotalAmount >= freeFrom ? 0 : flat;
}
