import type { CheckoutQuote, CheckoutQuoteLine, Prisma, TaxSource } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";

/** The tax of one rate, as quotes store it: amounts in minor units, the rate in parts per million. */
export type QuoteTax = {
  jurisdiction: string;
  name: string;
  rate: number;
  taxableAmount: number;
  taxAmount: number;
};

/** What one discount takes off, as quotes store it. Minor units. */
export type QuoteDiscount = {
  discountId: string;
  /** Null: applied without a code. */
  codeId: string | null;
  code: string | null;
  name: string;
  /** Off goods. */
  amount: number;
  /** Off shipping; the quote's shipping is what is left. */
  shippingAmount: number;
  /** Its use is not counted: when the order was restored, the discount was gone or used up. */
  isUncounted?: true;
};

/** A quote with its lines in order. Minor units. */
export interface QuoteRow
  extends Omit<
    CheckoutQuote,
    | "checkoutId"
    | "quotedAt"
    | "shippingMethod"
    | "shippingTaxes"
    | "discounts"
    | "taxSource"
    | "taxCalculationId"
  > {
  /** Left out: the table. */
  taxSource?: TaxSource;
  /** Left out or null: Stripe Tax has not taxed it. */
  taxCalculationId?: string | null;
  shippingTaxes: QuoteTax[];
  /** In the order of application. */
  discounts: QuoteDiscount[];
  /** Left out or null: not known, as in quotes of before there was a choice. */
  shippingMethod?: Prisma.JsonValue;
  lines: (Omit<CheckoutQuoteLine, "checkoutId" | "number" | "taxes"> & { taxes: QuoteTax[] })[];
}

/** A quote of a checkout, in one statement; null if there is none of this number. */
export async function findQuote(
  tx: Tx,
  { checkoutId, number }: { checkoutId: string; number: number },
): Promise<QuoteRow | null> {
  const rows = await tx.$queryRaw<QuoteRow[]>`
    select q.number, q.subtotal_amount as "subtotalAmount", q.discount_amount as "discountAmount",
      q.shipping_amount as "shippingAmount", q.tax_amount as "taxAmount", q.total_amount as "totalAmount",
      q.shipping_method as "shippingMethod", q.tax_behavior::text as "taxBehavior",
      q.tax_source::text as "taxSource", q.tax_calculation_id as "taxCalculationId", q.shipping_tax_amount as "shippingTaxAmount", q.shipping_taxes as "shippingTaxes", q.discounts,
      coalesce(json_agg(json_build_object('position', l.position, 'discountAmount', l.discount_amount,
        'taxAmount', l.tax_amount, 'taxes', l.taxes, 'totalAmount', l.total_amount) order by l.position)
        filter (where l.position is not null), '[]') as lines
    from checkout_quote q
    left join checkout_quote_line l using (checkout_id, number)
    where q.checkout_id = ${checkoutId}::uuid and q.number = ${number}
    group by q.checkout_id, q.number`;
  return rows[0] ?? null;
}
