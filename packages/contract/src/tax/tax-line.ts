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

/** E.g. "incl. 20 % VAT" for what a total contains, "8.875 % Sales tax" for what is added. */
export function taxLabel({ name, rate, isIncluded }: Pick<TaxLine, "name" | "rate" | "isIncluded">): string {
  return `${isIncluded ? "incl. " : ""}${rate / 10_000} % ${name}`;
}
