/** An amount in the currency's minor unit: `{ amount: 2400, currency: "eur" }` is €24.00, 500 jpy is ¥500. */
export interface Money {
  amount: number;
  /** ISO 4217 code in lower case, as Stripe writes it. */
  currency: string;
}

/**
 * How many decimals Stripe's minor unit has, where it is not two.
 * @see https://docs.stripe.com/currencies#zero-decimal
 */
const minorDigitsByCurrency: Readonly<Record<string, number>> = {
  bif: 0,
  clp: 0,
  djf: 0,
  gnf: 0,
  jpy: 0,
  kmf: 0,
  krw: 0,
  mga: 0,
  pyg: 0,
  rwf: 0,
  ugx: 0,
  vnd: 0,
  vuv: 0,
  xaf: 0,
  xof: 0,
  xpf: 0,
  bhd: 3,
  jod: 3,
  kwd: 3,
  omr: 3,
  tnd: 3,
};

/** Decimals of the currency's minor unit: 2 for eur, 0 for jpy, 3 for kwd. */
export function minorDigits(currency: string): number {
  return minorDigitsByCurrency[currency] ?? 2;
}

/**
 * Amounts that are charged or refunded are multiples of this, in minor units: Stripe takes currencies with three decimals only
 * if the last one is 0.
 * @see https://docs.stripe.com/currencies#three-decimal
 */
export function amountStep(currency: string): number {
  return minorDigits(currency) === 3 ? 10 : 1;
}

export const notChargeable = "The last digit must be 0: Stripe takes no smaller amounts of this currency";

/** Whether the amount is a multiple of the currency's `amountStep`; forms refuse others with `notChargeable`. */
export function isChargeable({ amount, currency }: Money): boolean {
  return amount % amountStep(currency) === 0;
}

/** Writes money for people, e.g. `€24.00`, `¥500`, `KWD 1.250`, `−€7.50`. */
export function formatMoney({ amount, currency }: Money, locale = "en-IE"): string {
  const digits = minorDigits(currency);
  const text = new Intl.NumberFormat(locale, {
    style: "currency",
    currency: currency.toUpperCase(),
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount / 10 ** digits);
  return text.replace("-", "−"); // English has a hyphen there
}
