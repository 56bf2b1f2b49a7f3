/** Stripe's standard price for cards in the US: 2.9 % + 30 minor units, here in every currency. https://stripe.com/pricing */
export function processingFee(amount: number): number {
  return Math.round(amount * 0.029) + 30;
}
