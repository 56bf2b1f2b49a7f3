import type { TaxKind } from "./tax-codes.ts";

export interface TaxRate {
  /** As on an invoice: "VAT", "Sales Tax". */
  name: string;
  type: "gst" | "hst" | "jct" | "pst" | "qst" | "rst" | "sales_tax" | "vat";
  level: "country" | "state";
  /** The standard rate in percent. */
  percent: string;
  /** Kinds with another rate in percent ("0" is zero-rated), or without this tax. */
  kinds?: Partial<Record<TaxKind, string | "exempt">>;
}

export interface TaxArea {
  name: string;
  rates: readonly TaxRate[];
}

const vat = (percent: string, kinds: TaxRate["kinds"] = {}): TaxRate => ({
  name: "VAT",
  type: "vat",
  level: "country",
  percent,
  kinds,
});
const gst = (percent: string, kinds: TaxRate["kinds"] = {}): TaxRate => ({
  name: "GST",
  type: "gst",
  level: "country",
  percent,
  kinds,
});
const hst = (percent: string): TaxRate => ({
  name: "HST",
  type: "hst",
  level: "state",
  percent,
  kinds: { food: "0" },
});
const sales = (percent: string, exempt: readonly TaxKind[]): TaxRate => ({
  name: "Sales Tax",
  type: "sales_tax",
  level: "state",
  percent,
  kinds: Object.fromEntries([...exempt, "services" as const].map((kind) => [kind, "exempt"])),
});

/**
 * Real rates as of 2026, in percent: the standard rate, and reduced ones for books and food. The account is registered
 * everywhere in this table, and nowhere else. Sources: European Commission, "Taxes in Europe"; gov.uk; estv.admin.ch;
 * skatteetaten.no; ato.gov.au; ird.govt.nz; iras.gov.sg; nta.go.jp.
 */
export const countries: Readonly<Record<string, TaxArea>> = {
  AT: { name: "Austria", rates: [vat("20", { books: "10", food: "10" })] },
  AU: { name: "Australia", rates: [gst("10", { food: "0" })] },
  BE: { name: "Belgium", rates: [vat("21", { books: "6", food: "6" })] },
  CH: { name: "Switzerland", rates: [vat("8.1", { books: "2.6", food: "2.6" })] },
  DE: { name: "Germany", rates: [vat("19", { books: "7", food: "7" })] },
  DK: { name: "Denmark", rates: [vat("25")] },
  ES: { name: "Spain", rates: [vat("21", { books: "4", food: "10" })] },
  FR: { name: "France", rates: [vat("20", { books: "5.5", food: "5.5" })] },
  GB: { name: "United Kingdom", rates: [vat("20", { books: "0", food: "0" })] },
  IE: { name: "Ireland", rates: [vat("23", { books: "0", food: "0" })] },
  IT: { name: "Italy", rates: [vat("22", { books: "4", food: "10" })] },
  JP: {
    name: "Japan",
    rates: [{ name: "Consumption Tax", type: "jct", level: "country", percent: "10", kinds: { food: "8" } }],
  },
  NL: { name: "Netherlands", rates: [vat("21", { books: "9", food: "9" })] },
  NO: { name: "Norway", rates: [vat("25", { books: "0", food: "15" })] },
  NZ: { name: "New Zealand", rates: [gst("15")] },
  PL: { name: "Poland", rates: [vat("23", { books: "5", food: "5" })] },
  PT: { name: "Portugal", rates: [vat("23", { books: "6", food: "6" })] },
  SE: { name: "Sweden", rates: [vat("25", { books: "6" })] },
  SG: { name: "Singapore", rates: [gst("9")] },
};

/** The federal tax of Canada, in provinces without a harmonised one. https://www.canada.ca/en/revenue-agency.html */
const federal = gst("5", { food: "0" });
const provincial = (name: string, type: "pst" | "qst" | "rst", percent: string): TaxRate => ({
  name,
  type,
  level: "state",
  percent,
  kinds: { food: "0", books: "exempt", services: "exempt" },
});

/**
 * States and provinces, by country and ISO 3166-2 subdivision. In the US the state's own rate only: what counties and
 * cities add is left out, and so are thresholds such as New York's for clothing under $110. Services are untaxed there.
 * Sources: the states' departments of revenue.
 */
export const states: Readonly<Record<string, Readonly<Record<string, TaxArea>>>> = {
  CA: {
    AB: { name: "Alberta", rates: [federal] },
    BC: { name: "British Columbia", rates: [federal, provincial("PST", "pst", "7")] },
    MB: { name: "Manitoba", rates: [federal, provincial("RST", "rst", "7")] },
    NB: { name: "New Brunswick", rates: [hst("15")] },
    NL: { name: "Newfoundland and Labrador", rates: [hst("15")] },
    NS: { name: "Nova Scotia", rates: [hst("14")] },
    NT: { name: "Northwest Territories", rates: [federal] },
    NU: { name: "Nunavut", rates: [federal] },
    ON: { name: "Ontario", rates: [hst("13")] },
    PE: { name: "Prince Edward Island", rates: [hst("15")] },
    QC: { name: "Quebec", rates: [federal, provincial("QST", "qst", "9.975")] },
    SK: { name: "Saskatchewan", rates: [federal, provincial("PST", "pst", "6")] },
    YT: { name: "Yukon", rates: [federal] },
  },
  US: {
    AK: { name: "Alaska", rates: [] },
    AZ: { name: "Arizona", rates: [sales("5.6", ["food", "shipping"])] },
    CA: { name: "California", rates: [sales("7.25", ["food", "digital", "shipping"])] },
    CO: { name: "Colorado", rates: [sales("2.9", ["food", "shipping"])] },
    DE: { name: "Delaware", rates: [] },
    FL: { name: "Florida", rates: [sales("6", ["food", "digital", "shipping"])] },
    GA: { name: "Georgia", rates: [sales("4", ["food"])] },
    MA: { name: "Massachusetts", rates: [sales("6.25", ["food", "digital", "shipping"])] },
    MI: { name: "Michigan", rates: [sales("6", ["food", "digital"])] },
    MN: { name: "Minnesota", rates: [sales("6.875", ["food", "clothing"])] },
    MT: { name: "Montana", rates: [] },
    NH: { name: "New Hampshire", rates: [] },
    NJ: { name: "New Jersey", rates: [sales("6.625", ["food", "clothing"])] },
    NY: { name: "New York", rates: [sales("4", ["food", "digital"])] },
    OH: { name: "Ohio", rates: [sales("5.75", ["food"])] },
    OR: { name: "Oregon", rates: [] },
    PA: { name: "Pennsylvania", rates: [sales("6", ["food", "clothing"])] },
    TN: { name: "Tennessee", rates: [sales("7", [])] },
    TX: { name: "Texas", rates: [sales("6.25", ["food"])] },
    VA: { name: "Virginia", rates: [sales("4.3", ["food", "digital", "shipping"])] },
    WA: { name: "Washington", rates: [sales("6.5", ["food"])] },
  },
};

/** Where business customers from another country account for the tax themselves, with the tax id that shows it. */
export const reverseChargeIds: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["AT", "BE", "DE", "DK", "ES", "FR", "IE", "IT", "NL", "PL", "PT", "SE"].map((code) => [code, "eu_vat"]),
  ),
  GB: "gb_vat",
};
