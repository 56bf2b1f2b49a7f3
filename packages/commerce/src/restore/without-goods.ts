import type { Payment, Tx } from "@dualtrack/db";
import type { RefundFacts } from "../stripe/payment-facts.ts";

/** The refunds of an order that took nothing from stock: nothing goes back there. */
export function withoutGoods(refunds: RefundFacts[] | null): RefundFacts[] | null {
  return (
    refunds?.map((refund) => ({ ...refund, ours: refund.ours && { ...refund.ours, lines: [] } })) ?? null
  );
}

/** Of an order that was made again as a cancelled one, nobody has to say where its goods are. */
export async function endWithoutGoods(
  tx: Tx,
  { payment: { paymentIntentId }, at }: { payment: Payment; at: Date },
): Promise<void> {
  await tx.refund.updateMany({
    where: { paymentIntentId, goodsDecidedAt: null },
    data: { goodsDecidedAt: at },
  });
}
