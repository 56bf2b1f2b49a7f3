import type { MessageState } from "../../generated/prisma/enums.ts";
import type { Tx } from "../connect.ts";

interface LockedMessage {
  id: string;
  number: number;
  state: MessageState;
  version: number;
  email: string;
  orderId: string | null;
}

/** Locks a customer's message until the transaction ends; null if there is none. */
export async function lockMessage(tx: Tx, id: string): Promise<LockedMessage | null> {
  const rows = await tx.$queryRaw<LockedMessage[]>`
    select id, number, state, version, email, order_id as "orderId"
    from customer_message where id = ${id}::uuid for update`;
  return rows[0] ?? null;
}
