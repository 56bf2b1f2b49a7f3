import { exemptSupply } from "@dualtrack/contract";
import type { QuoteRow } from "@dualtrack/db";

/** Whether goods of a quote are exempt from tax, as a business in another country of the EU buys them. */
export function isExempt({ lines, shippingTaxes }: Pick<QuoteRow, "lines" | "shippingTaxes">): boolean {
  const taxes = [...lines.flatMap((line) => line.taxes), ...shippingTaxes];
  return taxes.some(({ name }) => name === exemptSupply);
}
