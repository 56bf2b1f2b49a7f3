import type { Prisma, Tx } from "@dualtrack/db";

type NewLine = Omit<Prisma.RefundLineCreateManyInput, "refundId">;

/** A refund that was made without naming goods is for these. */
export async function addRefundLines(tx: Tx, refundId: string, lines: readonly NewLine[]): Promise<void> {
  await tx.refundLine.createMany({ data: lines.map((line) => ({ refundId, ...line })) });
}

/** A refund is for these goods instead of those that it named. */
export async function replaceRefundLines(tx: Tx, refundId: string, lines: readonly NewLine[]): Promise<void> {
  await tx.refundLine.deleteMany({ where: { refundId } });
  await addRefundLines(tx, refundId, lines);
}

interface Restocked {
  refundId: string;
  orderLineId: string;
  /** Units, beside those that were back before. */
  quantity: number;
}

/** Units that a refund waits for are back in stock. */
export async function countRestocked(tx: Tx, { refundId, orderLineId, quantity }: Restocked): Promise<void> {
  await tx.refundLine.update({
    where: { refundId_orderLineId: { refundId, orderLineId } },
    data: { restockedQuantity: { increment: quantity } },
  });
}
