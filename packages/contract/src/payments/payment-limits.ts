/**
 * The most that one payment can be, in minor units: eight digits.
 * @see https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
 */
export const maxPaymentAmount = 99_999_999;

/**
 * The least that one payment can be, in minor units of the currency; Stripe has the last word, as its minimum is that
 * of the currency that is paid out.
 * @see https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
 */
export const minPaymentAmounts: Readonly<Record<string, number>> = {
  aed: 200,
  aud: 50,
  bgn: 100,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1_500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17_500,
  inr: 50,
  jpy: 50,
  mxn: 1_000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1_000,
  usd: 50,
};
