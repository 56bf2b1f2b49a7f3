import type { RefundFacts } from "../stripe/payment-facts.ts";

/** The refunds of an order that took nothing from stock, without their goods. */
export function withoutGoods(refunds: RefundFacts[] | null): RefundFacts[] | null {
  return (
    refunds?.map((refund) => ({ ...refund, ours: refund.ours && { ...refund.ours, lines: [] } })) ?? null
  );
}
