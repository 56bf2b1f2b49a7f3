import type { CheckoutState, DropEntryState } from "../../generated/prisma/enums.ts";
import type { Tx } from "../connect.ts";

/** Where a list of places goes on: after the one with this key and id. */
export interface DropPlaceCursor {
  key: number;
  id: string;
}

/** A place in a drop's line, with what its browser has begun with its turn. */
export interface DropPlaceRow extends DropPlaceCursor {
  state: DropEntryState;
  /** How many wait in front of it, and one; null: it does not wait, or is not drawn yet. */
  place: number | null;
  joinedAt: Date;
  admittedAt: Date | null;
  admittedUntil: Date | null;
  /** The last checkout with the product since its turn began; null: none. */
  checkoutId: string | null;
  checkoutState: CheckoutState | null;
  orderNumber: number | null;
}

/**
 * The places in a drop's line in its order, as many as `limit`. `isDrawn`: its ranks are those of a draw that nobody may know yet, so
 * the places come in the order of arrival, and have no number.
 */
export function listDropPlaces(
  tx: Tx,
  {
    productId,
    state,
    isDrawn,
    after,
    limit,
  }: {
    productId: string;
    state: DropEntryState | null;
    isDrawn: boolean;
    after: DropPlaceCursor | null;
    limit: number;
  },
): Promise<DropPlaceRow[]> {
  return tx.$queryRaw<DropPlaceRow[]>`
    with keyed as (
      select e.*, case when ${isDrawn} then extract(epoch from e.joined_at) * 1000 else e.rank end::float8 as key
      from drop_entry e where e.product_id = ${productId}::uuid
    ), page as (
      select * from keyed
      where (${state}::text is null or state::text = ${state})
        and (${after?.id ?? null}::uuid is null or (key, id) > (${after?.key ?? null}::float8, ${after?.id ?? null}::uuid))
      order by key, id limit ${limit}
    ), before as (
      select count(*) as waiting from drop_entry e,
        (select rank, id from page where state = 'waiting' order by key, id limit 1) first
      where e.product_id = ${productId}::uuid and e.state = 'waiting' and (e.rank, e.id) < (first.rank, first.id)
    )
    select p.id, p.key, p.state::text as state, p.joined_at as "joinedAt", p.admitted_at as "admittedAt",
      p.admitted_until as "admittedUntil", k.id as "checkoutId", k.state::text as "checkoutState",
      k.number as "orderNumber",
      case when p.state = 'waiting' and not ${isDrawn} then
        (before.waiting + row_number() over (partition by p.state order by p.key, p.id))::integer end as place
    from page p cross join before left join lateral (
      select c.id, c.state, o.number from checkout c left join "order" o on o.checkout_id = c.id
      where p.state = 'started' and c.owner_hash = p.token_hash and c.created_at >= p.admitted_at and exists (
        select from checkout_line l join variant v on v.id = l.variant_id
        where l.checkout_id = c.id and v.product_id = ${productId}::uuid)
      order by c.created_at desc, c.id desc limit 1
    ) k on true
    order by p.key, p.id`;
}
