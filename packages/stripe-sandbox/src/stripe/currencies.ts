import { badParam } from "./errors.ts";

/** https://docs.stripe.com/currencies#zero-decimal */
const zeroDecimal = new Set("bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split(" "));
/** https://docs.stripe.com/currencies#three-decimal */
const threeDecimal = new Set("bhd jod kwd omr tnd".split(" "));
const twoDecimal = new Set(
  "usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bmd bnd bob brl bsd bwp byn bzd cad cdf chf cny cop crc cve czk dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gtq gyd hkd hnl htg huf idr ils inr isk jmd kes kgs khr kyd kzt lak lbp lkr lrd lsl mad mdl mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd pab pen pgk php pkr pln qar ron rsd rub sar sbd scr sek sgd shp sle sos srd std szl thb tjs top try ttd twd tzs uah ugx uyu uzs wst xcd yer zar zmw".split(
    " ",
  ),
);

/** Written with two decimals for old programs' sake, and never used but whole. https://docs.stripe.com/currencies#special-cases */
const wholeUnitsOnly = new Set(["isk", "ugx"]);

/** Smallest charges in minor units; others may charge 1. https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts */
const minimum: Record<string, number> = {
  usd: 50,
  aed: 200,
  aud: 50,
  bgn: 100,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17500,
  inr: 50,
  jpy: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1000,
};

function decimalsOf(currency: string): 0 | 2 | 3 {
  return zeroDecimal.has(currency) ? 0 : threeDecimal.has(currency) ? 3 : 2;
}

/** The currency in lower case, if Stripe has it. */
export function readCurrency(value: string, param = "currency"): string {
  const currency = value.toLowerCase();
  if (zeroDecimal.has(currency) || threeDecimal.has(currency) || twoDecimal.has(currency)) return currency;
  throw badParam(
    param,
    `Invalid currency: ${currency}. Stripe currently supports these currencies: ${[...twoDecimal, ...zeroDecimal, ...threeDecimal].join(", ")}`,
  );
}

/** `1999, "usd"` is "$19.99"; used in the messages of refusals. */
export function formatAmount(amount: number, currency: string): string {
  const digits = decimalsOf(currency);
  const symbols: Record<string, string> = { usd: "$", eur: "€", gbp: "£", jpy: "¥" };
  const text = (amount / 10 ** digits).toLocaleString("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  const symbol = symbols[currency];
  return symbol ? `${symbol}${text}` : `${text} ${currency}`;
}

/** The smallest amount that may be charged, in minor units. */
export function leastCharge(currency: string): number {
  return minimum[currency] ?? 1;
}

/** Refuses what cannot be charged: below the minimum, over eight digits, or too fine for a three-decimal currency. */
export function assertChargeable(amount: number, currency: string, param = "amount"): void {
  if (amount < 1)
    throw badParam(param, "This value must be greater than or equal to 1.", "parameter_invalid_integer");
  const least = leastCharge(currency);
  if (amount < least)
    throw badParam(
      param,
      `Amount must be at least ${formatAmount(least, currency)} ${currency}`,
      "amount_too_small",
    );
  if (amount > 99_999_999)
    throw badParam(
      param,
      `Amount must be no more than ${formatAmount(99_999_999, currency)} ${currency}`,
      "amount_too_large",
    );
  if (wholeUnitsOnly.has(currency) && amount % 100 !== 0)
    throw badParam(
      param,
      `Invalid amount: ${currency} amounts must end in 00, as it has no smaller unit in use.`,
      "parameter_invalid_integer",
    );
  if (decimalsOf(currency) === 3 && amount % 10 !== 0)
    throw badParam(
      param,
      `Invalid amount: ${currency} amounts must end in 0, as card networks only support two decimals.`,
      "parameter_invalid_integer",
    );
}
