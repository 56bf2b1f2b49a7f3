import type { Tx } from "../connect.ts";
import type { QuoteRow } from "./find-quote.ts";

export interface NewQuote extends Omit<QuoteRow, "number"> {
  checkoutId: string;
  quotedAt: Date;
  /** Left out: the one after the checkout's current quote. */
  number?: number;
}

/**
 * Inserts a quote with its lines and makes it the checkout's current one. Answers its number. The caller holds the checkout's
 * lock, or has just created the checkout.
 */
export async function insertQuote(
  tx: Tx,
  { checkoutId, number, lines, ...quote }: NewQuote,
): Promise<number> {
  const { subtotalAmount, discountAmount, shippingAmount, taxAmount, totalAmount, quotedAt } = quote;
  const {
    taxBehavior,
    taxSource = "table",
    taxCalculationId = null,
    shippingTaxAmount,
    shippingTaxes,
    discounts,
  } = quote;
  const taxes = lines.map((line) => JSON.stringify(line.taxes));
  const shippingMethod = quote.shippingMethod == null ? null : JSON.stringify(quote.shippingMethod);
  const column = (name: "position" | "discountAmount" | "taxAmount" | "totalAmount") =>
    lines.map((line) => line[name]);
  const rows = await tx.$queryRaw<{ number: number }[]>`
    with quote as (
      insert into checkout_quote (checkout_id, number, subtotal_amount, discount_amount, shipping_amount,
        tax_amount, tax_behavior, tax_source, tax_calculation_id, shipping_tax_amount, shipping_taxes, total_amount,
        shipping_method, discounts, quoted_at)
      select id, coalesce(${number ?? null}::integer, quote_number + 1), ${subtotalAmount}, ${discountAmount},
        ${shippingAmount}, ${taxAmount}, ${taxBehavior}::tax_behavior, ${taxSource}::tax_source,
        ${taxCalculationId}, ${shippingTaxAmount},
        ${JSON.stringify(shippingTaxes)}::jsonb, ${totalAmount}, ${shippingMethod}::jsonb,
        ${JSON.stringify(discounts)}::jsonb, ${quotedAt}::timestamptz
      from checkout where id = ${checkoutId}::uuid
      returning number
    ), line as (
      insert into checkout_quote_line
        (checkout_id, number, position, discount_amount, tax_amount, total_amount, taxes)
      select ${checkoutId}::uuid, quote.number, line.* from quote,
        unnest(${column("position")}::integer[], ${column("discountAmount")}::integer[],
          ${column("taxAmount")}::integer[], ${column("totalAmount")}::integer[], ${taxes}::jsonb[]) as line
    ), current as (
      update checkout set quote_number = quote.number from quote
      where id = ${checkoutId}::uuid and quote_number <> quote.number
    )
    select number from quote`;
  const [inserted] = rows;
  if (inserted === undefined) throw new Error(`There is no checkout ${checkoutId}`);
  return inserted.number;
}
