import { exemptSupply, type TaxBehavior } from "@dualtrack/contract";
import { expect, test } from "vitest";
import { priceCart } from "./price-cart.ts";
import { refundTaxes } from "./refund-taxes.ts";
import type { TaxRate } from "./tax-of.ts";

/** In percent. */
function tax(jurisdiction: string, name: string, percent: number): TaxRate {
  return { jurisdiction, name, rate: Math.round(percent * 10_000) };
}
const vat = (country: string, percent: number) => tax(country, "VAT", percent);
/** Goods for a business with a VAT id in another country of the EU. */
const exempt = (country: string) => tax(country, exemptSupply, 0);
const california = tax("US-CA", "Sales tax", 7.25);
const newYork = tax("US-NY", "Sales tax", 8.875);
const quebec = [tax("CA-QC", "GST", 5), tax("CA-QC", "QST", 9.975)];
const ontario = tax("CA-ON", "HST", 13);

/** Units for one price: `of(2, 1_000, rate)` are two for 10.00. */
function of(quantity: number, unitAmount: number, ...taxRates: TaxRate[]) {
  return { quantity, unitAmount, taxRates };
}

interface Cart {
  currency: string;
  tax: TaxBehavior;
  lines: ReturnType<typeof of>[];
  discounts?: { amount: number; appliesTo?: number[] }[];
  shipping?: { amount: number; discountAmount?: number; taxRates?: TaxRate[] };
  /** Subtotal, discount, shipping, tax, total. */
  sums: [number, number, number, number, number];
  /** The tax of each rate, as an invoice shows it. */
  byRate: number[];
  /** What each tax is computed on. */
  byTaxable?: number[];
  /** Amount, index of the line and units, and the tax that goes back; the last one is the rest. */
  refunds?: { amount: number; units?: [number, number]; tax: number }[];
}

const [inclusive, exclusive] = ["inclusive", "exclusive"] as const;

/** Computed by hand; the arithmetic stands beside each. */
const carts: Record<string, Cart> = {
  "AT: a record and its shipping": {
    ...{ currency: "eur", tax: inclusive, lines: [of(1, 2_400, vat("AT", 20))] },
    shipping: { amount: 590, taxRates: [vat("AT", 20)] },
    sums: [2_400, 0, 590, 498, 2_990], // 2400/6 = 400; 590/6 = 98.33
    byRate: [498],
  },
  "AT: three books": {
    ...{ currency: "eur", tax: inclusive, lines: [of(3, 1_000, vat("AT", 10))] },
    sums: [3_000, 0, 0, 273, 3_000], // 3000/11 = 272.73
    byRate: [273],
  },
  "AT: two rates": {
    ...{ currency: "eur", tax: inclusive },
    lines: [of(2, 2_400, vat("AT", 20)), of(1, 1_100, vat("AT", 10))],
    shipping: { amount: 600, taxRates: [vat("AT", 20)] },
    sums: [5_900, 0, 600, 1_000, 6_500], // 4800/6 = 800; 1100/11 = 100; 600/6 = 100
    byRate: [900, 100],
    refunds: [
      { amount: 2_400, units: [0, 1], tax: 400 }, // half of 800
      { amount: 4_100, tax: 600 },
    ],
  },
  "AT: half a cent of tax is a cent": {
    ...{ currency: "eur", tax: inclusive, lines: [of(1, 3, vat("AT", 20))] },
    sums: [3, 0, 0, 1, 3], // 3/6 = 0.5
    byRate: [1],
  },
  "AT: a discount of more than the goods": {
    ...{ currency: "eur", tax: inclusive, lines: [of(1, 1_000, vat("AT", 20))] },
    discounts: [{ amount: 5_000 }],
    shipping: { amount: 590, taxRates: [vat("AT", 20)] },
    sums: [1_000, 1_000, 590, 98, 590], // 0; 590/6 = 98.33
    byRate: [98],
  },
  "AT: a discount on one line, then one on all": {
    ...{ currency: "eur", tax: inclusive },
    lines: [of(1, 1_000, vat("AT", 20)), of(1, 500, vat("AT", 20))],
    discounts: [{ amount: 300, appliesTo: [1] }, { amount: 600 }],
    // 500 - 300 = 200; 600 by 1000 : 200 is 500 and 100, which leaves 500 and 100
    sums: [1_500, 900, 0, 100, 600], // 500/6 = 83.33; 100/6 = 16.67: 83 + 17
    byRate: [100],
  },
  "DE: a record and its shipping": {
    ...{ currency: "eur", tax: inclusive, lines: [of(1, 1_999, vat("DE", 19))] },
    shipping: { amount: 499, taxRates: [vat("DE", 19)] },
    sums: [1_999, 0, 499, 399, 2_498], // 1999*19/119 = 319.17; 499*19/119 = 79.67: 319 + 80
    byRate: [399],
  },
  "DE: two books": {
    ...{ currency: "eur", tax: inclusive, lines: [of(2, 999, vat("DE", 7))] },
    sums: [1_998, 0, 0, 131, 1_998], // 1998*7/107 = 130.71
    byRate: [131],
  },
  "DE: a tenth off two rates": {
    ...{ currency: "eur", tax: inclusive },
    lines: [of(1, 3_000, vat("DE", 19)), of(1, 2_000, vat("DE", 7))],
    discounts: [{ amount: 500 }], // 300 and 200
    sums: [5_000, 500, 0, 549, 4_500], // 2700*19/119 = 431.09; 1800*7/107 = 117.76: 431 + 118
    byRate: [431, 118],
  },
  "DE: a third of a euro off each": {
    ...{ currency: "eur", tax: inclusive },
    lines: [of(1, 100, vat("DE", 19)), of(1, 100, vat("DE", 19)), of(1, 100, vat("DE", 19))],
    discounts: [{ amount: 100 }], // 34, 33, 33
    sums: [300, 100, 0, 33, 200], // 66*19/119 = 10.54; 67*19/119 = 10.70: 11 + 11 + 11
    byRate: [33],
  },
  "FR: a book, and shipping by the standard rate": {
    ...{ currency: "eur", tax: inclusive, lines: [of(1, 2_110, vat("FR", 5.5))] },
    shipping: { amount: 390, taxRates: [vat("FR", 20)] },
    sums: [2_110, 0, 390, 175, 2_500], // 2110*5.5/105.5 = 110; 390/6 = 65
    byRate: [65, 110],
  },
  "IE: 23 %": {
    ...{ currency: "eur", tax: inclusive, lines: [of(1, 1_230, vat("IE", 23))] },
    shipping: { amount: 246, taxRates: [vat("IE", 23)] },
    sums: [1_230, 0, 246, 276, 1_476], // 1230*23/123 = 230; 246*23/123 = 46
    byRate: [276],
  },
  "HU: free shipping by a discount": {
    ...{ currency: "eur", tax: inclusive, lines: [of(1, 1_270, vat("HU", 27))] },
    shipping: { amount: 590, discountAmount: 590, taxRates: [vat("HU", 27)] },
    sums: [1_270, 0, 0, 270, 1_270], // 1270*27/127 = 270
    byRate: [270],
  },
  "ES: refunded in three parts": {
    ...{ currency: "eur", tax: inclusive, lines: [of(4, 605, vat("ES", 21))] },
    shipping: { amount: 484, taxRates: [vat("ES", 21)] },
    sums: [2_420, 0, 484, 504, 2_904], // 2420*21/121 = 420; 484*21/121 = 84
    byRate: [504],
    refunds: [
      { amount: 605, units: [0, 1], tax: 105 }, // a quarter of 420
      { amount: 1_210, units: [0, 2], tax: 210 },
      { amount: 1_089, tax: 189 }, // 105 + 84
    ],
  },
  "GB: a record, and a book without tax": {
    ...{ currency: "gbp", tax: inclusive },
    lines: [of(1, 1_500, vat("GB", 20)), of(1, 800, vat("GB", 0))],
    shipping: { amount: 300, taxRates: [vat("GB", 20)] },
    sums: [2_300, 0, 300, 300, 2_600], // 1500/6 = 250; 0; 300/6 = 50
    byRate: [300, 0],
  },
  "GB: a discount on books only": {
    ...{ currency: "gbp", tax: inclusive },
    lines: [of(1, 1_500, vat("GB", 20)), of(2, 800, vat("GB", 0))],
    discounts: [{ amount: 400, appliesTo: [1] }],
    sums: [3_100, 400, 0, 250, 2_700], // 1500/6 = 250
    byRate: [250, 0],
  },
  "CH: 8.1 %": {
    ...{ currency: "chf", tax: inclusive, lines: [of(1, 5_405, vat("CH", 8.1))] },
    shipping: { amount: 700, taxRates: [vat("CH", 8.1)] },
    sums: [5_405, 0, 700, 457, 6_105], // 5405*8.1/108.1 = 405; 700*8.1/108.1 = 52.45
    byRate: [457],
  },
  "CH: 2.6 % on top": {
    ...{ currency: "chf", tax: exclusive, lines: [of(3, 990, vat("CH", 2.6))] },
    sums: [2_970, 0, 0, 77, 3_047], // 2970*0.026 = 77.22
    byRate: [77],
  },
  "US-CA: shipping is not taxed": {
    ...{ currency: "usd", tax: exclusive, lines: [of(1, 2_000, california)] },
    shipping: { amount: 690 },
    sums: [2_000, 0, 690, 145, 2_835], // 2000*0.0725 = 145
    byRate: [145],
  },
  "US-NY: shipping is taxed": {
    ...{ currency: "usd", tax: exclusive, lines: [of(1, 1_999, newYork)] },
    shipping: { amount: 500, taxRates: [newYork] },
    sums: [1_999, 0, 500, 221, 2_720], // 1999*0.08875 = 177.41; 500*0.08875 = 44.38: 177 + 44
    byRate: [221],
  },
  "US-NY: each line is rounded": {
    ...{ currency: "usd", tax: exclusive, lines: [of(1, 400, newYork), of(1, 400, newYork)] },
    sums: [800, 0, 0, 72, 872], // 400*0.08875 = 35.5, twice: 36 + 36
    byRate: [72],
    refunds: [
      { amount: 436, units: [0, 1], tax: 36 },
      { amount: 436, tax: 36 },
    ],
  },
  "US-NY: discounts on goods and on shipping": {
    ...{ currency: "usd", tax: exclusive, lines: [of(2, 5_000, newYork)] },
    discounts: [{ amount: 1_250 }],
    shipping: { amount: 1_000, discountAmount: 400, taxRates: [newYork] },
    sums: [10_000, 1_250, 600, 830, 10_180], // 8750*0.08875 = 776.56; 600*0.08875 = 53.25: 777 + 53
    byRate: [830],
    refunds: [
      { amount: 4_764, units: [0, 1], tax: 389 }, // 8750 + 777 = 9527 is 4764 + 4763; 777*4764/9527 = 388.54
      { amount: 5_416, tax: 441 },
    ],
  },
  "US-OR: no tax": {
    ...{ currency: "usd", tax: exclusive, lines: [of(2, 1_250)], shipping: { amount: 690 } },
    sums: [2_500, 0, 690, 0, 3_190],
    byRate: [],
  },
  "CA-QC: two taxes on top": {
    ...{ currency: "cad", tax: exclusive, lines: [of(1, 2_000, ...quebec)] },
    sums: [2_000, 0, 0, 300, 2_300], // 2000*0.14975 = 299.5; 300 by 5 : 9.975 is 100.17 and 199.83
    byRate: [100, 200],
  },
  "CA-QC: two taxes in the price": {
    ...{ currency: "cad", tax: inclusive, lines: [of(1, 2_300, ...quebec)] },
    sums: [2_300, 0, 0, 300, 2_300], // 2300*0.14975/1.14975 = 299.57
    byRate: [100, 200],
    refunds: [
      { amount: 1_150, tax: 150 }, // 50 + 100
      { amount: 1_150, tax: 150 },
    ],
  },
  "CA-ON: a discount, and shipping": {
    ...{ currency: "cad", tax: exclusive, lines: [of(2, 1_499, ontario)], discounts: [{ amount: 300 }] },
    shipping: { amount: 900, taxRates: [ontario] },
    sums: [2_998, 300, 900, 468, 4_066], // 2698*0.13 = 350.74; 900*0.13 = 117: 351 + 117
    byRate: [468],
  },
  "JP: no decimals": {
    ...{ currency: "jpy", tax: inclusive, lines: [of(1, 3_300, vat("JP", 10))] },
    shipping: { amount: 900, taxRates: [vat("JP", 10)] },
    sums: [3_300, 0, 900, 382, 4_200], // 3300/11 = 300; 900/11 = 81.82
    byRate: [382],
  },
  "JP: two rates on top": {
    ...{ currency: "jpy", tax: exclusive },
    lines: [of(3, 333, vat("JP", 8)), of(1, 1_500, vat("JP", 10))],
    sums: [2_499, 0, 0, 230, 2_729], // 999*0.08 = 79.92; 1500*0.1 = 150: 80 + 150
    byRate: [150, 80],
  },
  "BH in dinars: tax on top ends in 0": {
    ...{ currency: "kwd", tax: exclusive, lines: [of(3, 1_250, vat("BH", 10))] },
    shipping: { amount: 1_500, taxRates: [vat("BH", 10)] },
    sums: [3_750, 0, 1_500, 530, 5_780], // 3750*0.1 = 375, to tens 380; 150
    byRate: [530],
    refunds: [
      { amount: 1_380, units: [0, 1], tax: 127 }, // 4130 is 1380 + 1380 + 1370; 380*1380/4130 = 126.97
      { amount: 4_400, tax: 403 },
    ],
  },
  "BH: a discount in dinars ends in 0": {
    ...{ currency: "bhd", tax: inclusive, lines: [of(1, 11_000, vat("BH", 10))] },
    discounts: [{ amount: 555 }], // 550
    sums: [11_000, 550, 0, 950, 10_450], // 10450/11 = 950
    byRate: [950],
  },
  "DE, reverse charge: what contained tax costs the same, and none of it is tax": {
    ...{ currency: "eur", tax: inclusive, lines: [of(2, 2_400, exempt("DE"))] },
    discounts: [{ amount: 480 }],
    shipping: { amount: 590, taxRates: [exempt("DE")] },
    sums: [4_800, 480, 590, 0, 4_910], // 4800 - 480 + 590
    byRate: [0],
    byTaxable: [4_910],
    refunds: [
      { amount: 2_160, units: [0, 1], tax: 0 },
      { amount: 2_750, tax: 0 },
    ],
  },
  "FR, reverse charge: on top nothing is added": {
    ...{ currency: "eur", tax: exclusive, lines: [of(3, 1_995, exempt("FR"))] },
    shipping: { amount: 905, taxRates: [exempt("FR")] },
    sums: [5_985, 0, 905, 0, 6_890], // 3 * 1995 + 905
    byRate: [0],
    byTaxable: [6_890],
  },
  "GR, reverse charge in yen: two lines and free shipping are one supply": {
    ...{ currency: "jpy", tax: exclusive, lines: [of(1, 3_333, exempt("GR")), of(1, 1_667, exempt("GR"))] },
    discounts: [{ amount: 1_000 }], // 667 and 333
    shipping: { amount: 900, discountAmount: 900, taxRates: [exempt("GR")] },
    sums: [5_000, 1_000, 0, 0, 4_000],
    byRate: [0],
    byTaxable: [4_000],
  },
};

test("there are thirty, and three of businesses", () => {
  expect(Object.keys(carts)).toHaveLength(33);
});

test.for(Object.entries(carts))(
  "%s",
  ([, { tax: taxBehavior, sums, byRate, byTaxable, refunds = [], ...cart }]) => {
    const price = priceCart({ ...cart, taxBehavior });
    const { subtotalAmount, discountAmount, shippingAmount, taxAmount, totalAmount } = price;
    expect([subtotalAmount, discountAmount, shippingAmount, taxAmount, totalAmount]).toEqual(sums);
    expect(price.taxes.map((each) => each.taxAmount)).toEqual(byRate);
    if (byTaxable !== undefined) expect(price.taxes.map((each) => each.taxableAmount)).toEqual(byTaxable);

    const parts = price.lines.map((line, index) => ({ ...line, id: String(index) }));
    const shippingTotal = totalAmount - parts.reduce((sum, line) => sum + line.totalAmount, 0);
    const shipping = { id: "shipping", quantity: 1, totalAmount: shippingTotal, taxes: price.shippingTaxes };
    const asked = refunds.map(({ amount, units }) => ({
      amount,
      lines: units === undefined ? [] : [{ id: String(units[0]), quantity: units[1] }],
    }));
    const given = refundTaxes([...parts, shipping], asked, cart.currency);
    expect(given.map((taxes) => taxes.reduce((sum, each) => sum + each.taxAmount, 0))).toEqual(
      refunds.map((refund) => refund.tax),
    );
  },
);
