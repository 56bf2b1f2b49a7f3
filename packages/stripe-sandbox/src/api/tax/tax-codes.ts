import { notCovered, refusal } from "../../stripe/errors.ts";

/** What a tax code means to the rates. Everything that has no rate of its own in the table is `goods` or `digital`. */
export type TaxKind =
  | "goods"
  | "clothing"
  | "books"
  | "food"
  | "digital"
  | "services"
  | "shipping"
  | "nontaxable";

/** The part of Stripe's list of product tax codes that is known here. https://docs.stripe.com/tax/tax-codes */
export const taxCodes: Readonly<Record<string, { name: string; kind: TaxKind }>> = {
  txcd_00000000: { name: "Nontaxable", kind: "nontaxable" },
  txcd_99999999: { name: "General - Tangible Goods", kind: "goods" },
  txcd_10000000: { name: "General - Electronically Supplied Services", kind: "digital" },
  txcd_10103000: { name: "Software as a service (SaaS) - personal use", kind: "digital" },
  txcd_10103001: { name: "Software as a service (SaaS) - business use", kind: "digital" },
  txcd_10302000: { name: "Digital books", kind: "digital" },
  txcd_10401100: { name: "Digital audio - unlimited use", kind: "digital" },
  txcd_10402100: { name: "Digital video - unlimited use", kind: "digital" },
  txcd_20030000: { name: "General - Services", kind: "services" },
  txcd_30011000: { name: "Clothing and footwear", kind: "clothing" },
  txcd_35010000: { name: "Books", kind: "books" },
  txcd_40060003: { name: "Food for non-immediate consumption", kind: "food" },
  txcd_92010001: { name: "Shipping", kind: "shipping" },
};

/** What a product without a tax code is taxed as: the preset of an account's tax settings. */
export const PRESET_TAX_CODE = "txcd_99999999";
export const SHIPPING_TAX_CODE = "txcd_92010001";

/** Refuses a tax code that Stripe has not; says 501 for one that only the sandbox has no rates for. */
export function assertTaxCode(code: string, param: string): void {
  if (!taxCodes[readTaxCode(code, param)]) throw notCovered(`the tax code ${code}`);
}

/** A tax code that can be written on a product: any of the right shape, since the whole list is Stripe's. */
export function readTaxCode(code: string, param: string): string {
  if (!/^txcd_\d{8}$/.test(code))
    throw refusal(`No such tax code: '${code}'`, { code: "resource_missing", param });
  return code;
}
