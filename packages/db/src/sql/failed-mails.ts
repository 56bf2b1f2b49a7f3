import type { Tx } from "../connect.ts";

export interface FailedMail {
  /** How many there are in all. */
  count: number;
  createdAt: Date;
  recipient: string;
  subject: string;
  orderNumber: number | null;
}

/** Mails that could not be sent, without a later one of the same kind, the oldest first. */
export function failedMails(tx: Tx, { limit }: { limit: number }): Promise<FailedMail[]> {
  return tx.$queryRaw<FailedMail[]>`
    select (count(*) over ())::integer as count, m.created_at as "createdAt", m.recipient, m.subject,
      o.number as "orderNumber"
    from mail m
    left join "order" o on o.id = m.order_id
    where m.state = 'failed' and not exists (
      select from mail again
      where again.order_id is not distinct from m.order_id and again.kind = m.kind
        and again.recipient = m.recipient and again.created_at > m.created_at and again.state <> 'failed'
    )
    order by m.created_at
    limit ${limit}`;
}
