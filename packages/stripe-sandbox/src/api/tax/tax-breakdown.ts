import type { TaxCalculation, TaxCalculationLineItem } from "../../stripe/stripe-types.ts";
import type { TaxPart } from "./compute-tax.ts";

/** The taxes on one line, as Stripe writes them. Goods and downloads are taxed where the customer is. */
export function breakdownOf(parts: readonly TaxPart[]): NonNullable<TaxCalculationLineItem["tax_breakdown"]> {
  return parts.map(({ amount, taxableAmount, reason, rate, jurisdiction }) => ({
    amount,
    jurisdiction: {
      country: jurisdiction.country,
      display_name: jurisdiction.name,
      level: jurisdiction.level,
      state: jurisdiction.state,
    },
    sourcing: "destination",
    tax_rate_details: rate && {
      display_name: rate.name,
      percentage_decimal: rate.percent,
      tax_type: rate.type,
    },
    taxability_reason: reason,
    taxable_amount: taxableAmount,
  }));
}

interface TaxedLine {
  parts: readonly TaxPart[];
  inclusive: boolean;
}

/** The taxes of a whole sale: what is the same tax at the same rate for the same reason becomes one row. */
export function summaryOf(lines: readonly TaxedLine[]): TaxCalculation["tax_breakdown"] {
  const rows = new Map<string, TaxCalculation["tax_breakdown"][number]>();
  for (const { parts, inclusive } of lines)
    for (const { amount, taxableAmount, reason, rate, jurisdiction } of parts) {
      const key = JSON.stringify([inclusive, reason, rate, jurisdiction]);
      const row = rows.get(key) ?? {
        amount: 0,
        inclusive,
        tax_rate_details: {
          country: jurisdiction.country,
          flat_amount: null,
          percentage_decimal: rate?.percent ?? "0.0",
          rate_type: rate ? "percentage" : null,
          state: jurisdiction.state,
          tax_type: rate?.type ?? null,
        },
        taxability_reason: reason,
        taxable_amount: 0,
      };
      row.amount += amount;
      row.taxable_amount += taxableAmount;
      rows.set(key, row);
    }
  return [...rows.values()];
}
