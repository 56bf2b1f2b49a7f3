import type { Tx } from "../connect.ts";

interface Turn {
  checkoutId: string;
  now: Date;
  /** Whoever was not there since then is passed over. */
  goneBefore: Date;
}

/** Puts a checkout at the end of the line, or keeps its place there. Answers how many are before it. */
export async function joinPaymentTurns(tx: Tx, { checkoutId, now, goneBefore }: Turn): Promise<number> {
  const [row] = await tx.$queryRaw<{ before: number }[]>`
    with own as (
      insert into payment_turn (checkout_id, seen_at) values (${checkoutId}::uuid, ${now})
      on conflict (checkout_id) do update set seen_at = excluded.seen_at
      returning number
    )
    select count(others.number)::integer as before
    from own left join payment_turn others on others.number < own.number and others.seen_at >= ${goneBefore}`;
  return row?.before ?? 0;
}

/** Keeps the place of a checkout that is in the line. Answers how many are before it; null: it is not in the line. */
export async function keepPaymentTurn(tx: Tx, { checkoutId, now, goneBefore }: Turn): Promise<number | null> {
  const [row] = await tx.$queryRaw<{ before: number }[]>`
    with own as (
      update payment_turn set seen_at = ${now} where checkout_id = ${checkoutId}::uuid returning number
    )
    select count(others.number)::integer as before
    from own left join payment_turn others on others.number < own.number and others.seen_at >= ${goneBefore}
    group by own.number`;
  return row?.before ?? null;
}

/** Removes a checkout from the line, and whoever has not come back since `forgottenBefore`. */
export async function leavePaymentTurns(
  tx: Tx,
  { checkoutId, forgottenBefore }: { checkoutId: string; forgottenBefore: Date },
): Promise<void> {
  await tx.$executeRaw`
    delete from payment_turn where checkout_id = ${checkoutId}::uuid or seen_at < ${forgottenBefore}`;
}

/** How many customers are in the line. */
export async function countPaymentTurns(tx: Tx, goneBefore: Date): Promise<number> {
  return tx.$queryRaw<[{ count: number }]>`
    select count(*)::integer as count from payment_turn where seen_at >= ${goneBefore}`.then(
    ([row]) => row.count,
  );
}
