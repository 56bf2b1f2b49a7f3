import type { Payment } from "@dualtrack/db";
import type { RefundFacts } from "../stripe/payment-facts.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

/** The refunds of an order that took nothing from stock: nothing goes back there. */
export function withoutGoods(refunds: RefundFacts[] | null): RefundFacts[] | null {
  return (
    refunds?.map((refund) => ({ ...refund, ours: refund.ours && { ...refund.ours, lines: [] } })) ?? null
  );
}

/** Of an order that was made again as a cancelled one, nobody has to say where its goods are. */
export async function endWithoutGoods(
  unit: UnitOfWork,
  { payment: { paymentIntentId } }: { payment: Payment },
): Promise<void> {
  const { tx, now } = unit;
  await tx.refund.updateMany({
    where: { paymentIntentId, goodsDecidedAt: null },
    data: { goodsDecidedAt: now },
  });
}
