/** A price for card payments: a share of the amount, and a fixed part in minor units. */
interface CardPrice {
  percent: number;
  fixed: number;
}

/** What Stripe asks in the country whose currency it is, by where the card comes from. */
interface PriceList {
  home: readonly string[];
  domestic: CardPrice;
  /** Countries with a price of their own. */
  regional?: { countries: readonly string[]; price: CardPrice };
  international: CardPrice;
  /** For each card dispute. */
  dispute: number;
}

const eea = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK ES".split(
  " ",
);

const us: PriceList = {
  home: ["US"],
  domestic: { percent: 2.9, fixed: 30 },
  international: { percent: 4.4, fixed: 30 },
  dispute: 1500,
};

/**
 * Published standard prices, as if the account had a branch in the country of each of these currencies. Others are
 * exchanged for dollars, or have the American price. They are for testing sums, not for planning costs: Stripe changes them. https://stripe.com/pricing
 */
const priceLists: Record<string, PriceList> = {
  usd: us,
  eur: {
    home: eea,
    domestic: { percent: 1.5, fixed: 25 },
    regional: { countries: ["GB"], price: { percent: 2.5, fixed: 25 } },
    international: { percent: 3.25, fixed: 25 },
    dispute: 2000,
  },
  gbp: {
    home: ["GB"],
    domestic: { percent: 1.5, fixed: 20 },
    regional: { countries: eea, price: { percent: 2.5, fixed: 20 } },
    international: { percent: 3.25, fixed: 20 },
    dispute: 2000,
  },
  cad: {
    home: ["CA"],
    domestic: { percent: 2.9, fixed: 30 },
    international: { percent: 3.7, fixed: 30 },
    dispute: 1500,
  },
  aud: {
    home: ["AU"],
    domestic: { percent: 1.7, fixed: 30 },
    international: { percent: 3.5, fixed: 30 },
    dispute: 2500,
  },
  jpy: {
    home: ["JP"],
    domestic: { percent: 3.6, fixed: 0 },
    international: { percent: 3.6, fixed: 0 },
    dispute: 1300,
  },
};

/** SEPA Direct Debit, in cents of euro. https://stripe.com/pricing/local-payment-methods */
const sepa = { payment: 35, dispute: 750 };

/** What a successful payment costs, in minor units of its currency. */
export function processingFee(
  amount: number,
  currency: string,
  { type, country }: { type: string; country: string | null },
): number {
  if (type === "sepa_debit") return sepa.payment;
  const { percent, fixed } = priceOf(priceLists[currency] ?? us, country);
  return Math.round((amount * percent) / 100) + fixed;
}

function priceOf({ home, domestic, regional, international }: PriceList, country: string | null): CardPrice {
  if (!country || home.includes(country)) return domestic;
  return regional?.countries.includes(country) ? regional.price : international;
}

/** What a chargeback costs, won or lost, in minor units. https://support.stripe.com/questions/dispute-fees-faq */
export function disputeFee(currency: string, type: string): number {
  return type === "sepa_debit" ? sepa.dispute : (priceLists[currency] ?? us).dispute;
}
