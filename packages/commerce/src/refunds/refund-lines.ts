import type { Prisma, Tx } from "@dualtrack/db";

type NewLine = Omit<Prisma.RefundLineCreateManyInput, "refundId">;

/** Adds goods to a refund that was made without goods. */
export async function addRefundLines(tx: Tx, refundId: string, lines: readonly NewLine[]): Promise<void> {
  await tx.refundLine.createMany({ data: lines.map((line) => ({ refundId, ...line })) });
}

/** Replaces the goods of a refund. */
export async function replaceRefundLines(tx: Tx, refundId: string, lines: readonly NewLine[]): Promise<void> {
  await tx.refundLine.deleteMany({ where: { refundId } });
  await addRefundLines(tx, refundId, lines);
}

interface Restocked {
  refundId: string;
  orderLineId: string;
  /** Additional units. */
  quantity: number;
}

/** Counts units of a refund as back in stock. */
export async function countRestocked(tx: Tx, { refundId, orderLineId, quantity }: Restocked): Promise<void> {
  await tx.refundLine.update({
    where: { refundId_orderLineId: { refundId, orderLineId } },
    data: { restockedQuantity: { increment: quantity } },
  });
}
