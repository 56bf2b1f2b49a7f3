import type { SandboxContext } from "../../context/sandbox-context.ts";
import type { CheckoutSession } from "../../stripe/stripe-types.ts";
import { linePrivateOf, privateOf, type Tax } from "./get-session.ts";

type Breakdown = NonNullable<NonNullable<CheckoutSession["total_details"]>["breakdown"]>;

/** Which discounts and taxes the sums are made of; the same tax on several lines is one row. */
export function breakdownOf(context: SandboxContext, id: string): Breakdown {
  const { discount, lines, shippingTaxes } = privateOf(context, id);
  const taxes = [...lines.flatMap((line) => linePrivateOf(context, line).taxes), ...shippingTaxes];
  const rows = new Map<string, Tax>();
  for (const tax of taxes) {
    const key = `${tax.rate.id} ${tax.taxability_reason}`;
    const row = rows.get(key);
    rows.set(key, {
      ...tax,
      amount: tax.amount + (row?.amount ?? 0),
      taxable_amount: (tax.taxable_amount ?? 0) + (row?.taxable_amount ?? 0),
    });
  }
  return { discounts: discount ? [discount] : [], taxes: [...rows.values()] };
}
