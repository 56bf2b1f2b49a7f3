import type { Money } from "../money.ts";

/** The tax of one rate in a sum. */
export interface TaxLine {
  /** ISO 3166: a country, or one of its states, e.g. `US-CA`. */
  jurisdiction: string;
  /** As on invoices, e.g. `VAT`. */
  name: string;
  /** Parts per million. */
  rate: number;
  /** The total contains it; else it is added to the prices. */
  isIncluded: boolean;
  /** What it is computed on, without tax. */
  taxable: Money;
  tax: Money;
}

/**
 * The name of the tax of nothing on goods that a business in another country of the EU gets exempt: its own country taxes them there
 * (reverse charge). It stands for a tax everywhere, so that orders, invoices and reports keep it apart; no rate of a shop's can have it.
 */
export const exemptSupply = "Intra-Community supply";

/** The same for files and services, whose place of taxation is the business's country. */
export const exemptService = "Reverse charge";

/** Whether it is the name of one of both. */
export function isExemptName(name: string): boolean {
  return name === exemptSupply || name === exemptService;
}

/** E.g. "incl. 20 % VAT" for what a total contains, "8.875 % Sales tax" for what is added. */
export function taxLabel({ name, rate, isIncluded }: Pick<TaxLine, "name" | "rate" | "isIncluded">): string {
  if (isExemptName(name)) return `${name}, no VAT`;
  return `${isIncluded ? "incl. " : ""}${rate / 10_000} % ${name}`;
}
