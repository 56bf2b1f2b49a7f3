import type { CheckoutQuote, CheckoutQuoteLine, Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";

/** A quote with its lines in order. Minor units. */
export interface QuoteRow extends Omit<CheckoutQuote, "checkoutId" | "quotedAt" | "shippingMethod"> {
  /** Left out or null: not known, as in quotes of before there was a choice. */
  shippingMethod?: Prisma.JsonValue;
  lines: Omit<CheckoutQuoteLine, "checkoutId" | "number">[];
}

/** A quote of a checkout, in one statement; null if there is none of this number. */
export async function findQuote(
  tx: Tx,
  { checkoutId, number }: { checkoutId: string; number: number },
): Promise<QuoteRow | null> {
  const rows = await tx.$queryRaw<QuoteRow[]>`
    select q.number, q.subtotal_amount as "subtotalAmount", q.discount_amount as "discountAmount",
      q.shipping_amount as "shippingAmount", q.tax_amount as "taxAmount", q.total_amount as "totalAmount",
      q.shipping_method as "shippingMethod",
      coalesce(json_agg(json_build_object('position', l.position, 'discountAmount', l.discount_amount,
        'taxAmount', l.tax_amount, 'totalAmount', l.total_amount) order by l.position)
        filter (where l.position is not null), '[]') as lines
    from checkout_quote q
    left join checkout_quote_line l using (checkout_id, number)
    where q.checkout_id = ${checkoutId}::uuid and q.number = ${number}
    group by q.checkout_id, q.number`;
  return rows[0] ?? null;
}
