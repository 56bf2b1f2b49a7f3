import type { Tx } from "../connect.ts";

interface StoredFeedback {
  paidWell: boolean;
  comment: string | null;
  answeredAt: Date;
}

/** Locks the answer about an order, which there is, until the transaction ends. */
export async function lockFeedback(tx: Tx, orderId: string): Promise<StoredFeedback> {
  const [row] = await tx.$queryRaw<[StoredFeedback]>`
    select paid_well as "paidWell", comment, answered_at as "answeredAt"
    from order_feedback where order_id = ${orderId}::uuid for update`;
  return row;
}
