import { type OrderState, Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";
import { type DeclineSqlFilter, declineReason, declineWhere } from "./decline-where.ts";

export interface DeclineRow {
  /** The charge's id, or `<payment>:<payment method>` if there is no charge. */
  id: string;
  paymentIntentId: string;
  amount: number;
  currency: string;
  reason: string;
  code: string;
  declineCode: string | null;
  methodType: string | null;
  methodLabel: string | null;
  methodLast4: string | null;
  methodCountry: string | null;
  fingerprint: string | null;
  email: string | null;
  name: string | null;
  clientIp: string | null;
  failedAt: Date;
  /** The order of the same checkout; null if there is none. */
  orderNumber: number | null;
  orderState: OrderState | null;
}

/** Failed payments, newest first; `after` is the last row of the page before. */
export function listDeclines(
  tx: Tx,
  { after, limit, ...filter }: DeclineSqlFilter & { after: { at: Date; id: string } | null; limit: number },
): Promise<DeclineRow[]> {
  const isAfter =
    after === null
      ? Prisma.sql`true`
      : Prisma.sql`(f.failed_at, f.id) < (${after.at}::timestamptz, ${after.id})`;
  return tx.$queryRaw<DeclineRow[]>`
    select f.id, f.payment_intent_id as "paymentIntentId", f.amount, f.currency, ${declineReason} as reason, f.code,
      f.decline_code as "declineCode", f.method_type as "methodType", f.method_label as "methodLabel",
      f.method_last4 as "methodLast4", f.method_country as "methodCountry", f.fingerprint, f.email, f.name,
      f.client_ip as "clientIp", f.failed_at as "failedAt", o.number as "orderNumber", o.state::text as "orderState"
    from payment_failure f
    left join "order" o on o.checkout_id = f.checkout_id
    where ${declineWhere(filter)} and ${isAfter}
    order by f.failed_at desc, f.id desc
    limit ${limit}`;
}
