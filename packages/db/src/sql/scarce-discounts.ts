import type { Tx } from "../connect.ts";

export interface ScarceDiscount {
  /** How many discounts there are of the same kind (used up, or about to be). */
  count: number;
  isUsedUp: boolean;
  id: string;
  name: string;
  /** Uses that are left. */
  left: number;
}

/**
 * Discounts that hold now and are used up, or of whose uses at most a tenth is left: the first `limit` of each kind, the scarcest
 * first. Reserved uses count as used.
 */
export function scarceDiscounts(
  tx: Tx,
  { now, limit }: { now: Date; limit: number },
): Promise<ScarceDiscount[]> {
  return tx.$queryRaw<ScarceDiscount[]>`
    with scarce as (
      select id, name, max_uses - uses as "left"
      from discount
      where paused_at is null and (starts_at is null or starts_at <= ${now}) and (ends_at is null or ends_at > ${now})
        and max_uses is not null and (max_uses - uses) * 10 <= max_uses
    ),
    ranked as (
      select *, "left" <= 0 as "isUsedUp", (count(*) over (partition by "left" <= 0))::integer as count,
        row_number() over (partition by "left" <= 0 order by "left", id desc) as rank
      from scarce
    )
    select count, "isUsedUp", id, name, "left" from ranked where rank <= ${limit} order by "isUsedUp" desc, rank`;
}
