import { type Payment, Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";
import { columnsOf, rowOf } from "./row-of.ts";

/** Inserts a payment; `sessionEndedAt`: its session can't be paid any more since then. One statement. */
export async function insertPayment(
  tx: Tx,
  { payment, sessionEndedAt }: { payment: Payment; sessionEndedAt: Date | null },
): Promise<void> {
  const row = rowOf(payment);
  const columns = columnsOf(row);
  const ended =
    sessionEndedAt === null
      ? Prisma.empty
      : Prisma.sql`
          with ended as (
            update payment_session set state = 'ended', ended_at = ${sessionEndedAt}::timestamptz
            where payment_intent_id = ${payment.paymentIntentId} and state = 'open')`;
  await tx.$executeRaw`
    ${ended}
    insert into payment (${columns})
      select ${columns} from jsonb_populate_record(null::payment, ${JSON.stringify(row)}::jsonb)`;
}
