import type { DropEntryState } from "../../generated/prisma/enums.ts";
import { pgNotify } from "../bus.ts";
import type { Tx } from "../connect.ts";

/** Puts a browser at the end of a drop's line, once. Answers the state of its place. */
export async function joinDrop(
  tx: Tx,
  { productId, tokenHash, now }: { productId: string; tokenHash: string; now: Date },
): Promise<DropEntryState> {
  const [row] = await tx.$queryRaw<[{ state: DropEntryState }]>`
    with joined as (select join_drop(${productId}::uuid, ${tokenHash}, ${now}) as state)
    select state, ${pgNotify({ topic: "drop", id: productId })}::text as told from joined`;
  return row.state;
}

/**
 * Ends the turns in a drop's line that are over, and admits the next ones, `most` at a time. `byHand`: so many, even if the line is
 * paused. In one transaction; of processes that call it at once one works.
 */
export async function advanceDrop(
  tx: Tx,
  {
    productId,
    now,
    most,
    byHand = null,
  }: { productId: string; now: Date; most: number; byHand?: number | null },
): Promise<{ lapsed: number; admitted: number }> {
  const [row] = await tx.$queryRaw<[{ lapsed: number; admitted: number }]>`
    select lapsed, admitted
    from advance_drop(${productId}::uuid, ${now}, ${most}::integer, ${byHand}::integer)`;
  return row;
}

/** The units of a drop that nobody has reserved. */
export async function freeOfDrop(tx: Tx, productId: string): Promise<number> {
  const [row] = await tx.$queryRaw<[{ free: number }]>`
    select free_of_drop(${productId}::uuid)::integer as free`;
  return row.free;
}

/** A drop's line, as it stands. */
export interface DropLineRow {
  title: string;
  opensAt: Date | null;
  state: "open" | "paused" | "closed";
  order: "arrival" | "lot";
  limitPerPerson: number;
  /** Units that nobody has reserved, and units that are reserved and not paid yet. */
  free: number;
  reserved: number;
  /** How many were admitted in the last two minutes. */
  admittedLately: number;
  /** Who waits, in the order of their turns. */
  waiting: string[];
  /** Whose turn it is, and until when (ms since 1970). */
  admitted: { tokenHash: string; until: number }[];
  /** Whose turn is over, or whose checkout has ended without a payment. */
  lapsed: string[];
  /** For whom a checkout reserves something now, who is at one that reserves nothing, and who has bought. */
  reserving: string[];
  unreserved: string[];
  bought: string[];
}

/** Reads a drop's line in one statement, however many wait. Null: the product is no drop, or not shown. */
export async function readDropLine(
  tx: Tx,
  { productId, now }: { productId: string; now: Date },
): Promise<DropLineRow | null> {
  const [row] = await tx.$queryRaw<DropLineRow[]>`
    select p.title, p.opens_at as "opensAt", d.state::text as state, d."order"::text as "order",
      d.limit_per_person as "limitPerPerson", free_of_drop(p.id)::integer as free,
      (select coalesce(sum(s.reserved), 0)::integer from variant v join stock_level s on s.variant_id = v.id
        where v.product_id = p.id) as reserved,
      (select count(*)::integer from drop_entry e where e.product_id = p.id
        and e.admitted_at > ${new Date(now.getTime() - 120_000)}) as "admittedLately",
      array(select e.token_hash from drop_entry e where e.product_id = p.id and e.state = 'waiting'
        order by e.rank, e.id) as waiting,
      coalesce((select json_agg(json_build_object('tokenHash', e.token_hash,
          'until', round(extract(epoch from e.admitted_until) * 1000)))
        from drop_entry e where e.product_id = p.id and e.state = 'admitted'), '[]') as admitted,
      array(select e.token_hash from drop_entry e where e.product_id = p.id and e.state = 'lapsed')
        || begun.ended as lapsed,
      begun.reserving, begun.unreserved, begun.bought
    from "drop" d join product p on p.id = d.product_id
    cross join lateral (
      select coalesce(array_agg(token_hash) filter (where bought), '{}') as bought,
        coalesce(array_agg(token_hash) filter (where reserving and not bought), '{}') as reserving,
        coalesce(array_agg(token_hash) filter (where live and not reserving and not bought), '{}') as unreserved,
        coalesce(array_agg(token_hash) filter (where not live and not bought), '{}') as ended
      from (
        select e.token_hash, coalesce(bool_or(c.state = 'completed'), false) as bought,
          coalesce(bool_or(c.state in ('open', 'paying')), false) as live,
          coalesce(bool_or(c.state in ('open', 'paying') and c.reserves_stock), false) as reserving
        from drop_entry e left join checkout c on c.owner_hash = e.token_hash
          and c.created_at >= e.admitted_at and c.state in ('open', 'paying', 'completed')
          and exists (select from checkout_line l join variant v on v.id = l.variant_id
            where l.checkout_id = c.id and v.product_id = e.product_id)
        where e.product_id = p.id and e.state = 'started' group by e.token_hash
      ) each_begun
    ) begun
    where p.id = ${productId}::uuid and p.published`;
  return row ?? null;
}

/**
 * The drops in a cart whose turn its customer does not have, and those of which they would have more than one person may. Whoever asks has
 * locked the cart. `before`: the customer's checkouts that end for the one that begins.
 */
export function refusedDrops(
  tx: Tx,
  { tokenHash, now, before }: { tokenHash: string; now: Date; before: string[] },
): Promise<{ title: string; slug: string; max: number; isTurn: boolean }[]> {
  return tx.$queryRaw`
    select title, slug, max, is_turn as "isTurn" from refused_drops(${tokenHash}, ${now}, ${before}::uuid[])`;
}
