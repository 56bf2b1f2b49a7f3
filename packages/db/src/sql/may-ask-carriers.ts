import type { Tx } from "../connect.ts";

/**
 * Whether carriers may be asked for rates. After `most` failures in a row nobody may for a while; then one caller may, and the
 * others wait until `restUntil` for how that ends.
 */
export async function mayAskCarriers(
  tx: Tx,
  { most, now, restUntil }: { most: number; now: Date; restUntil: Date },
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ mayAsk: boolean }[]>`
    with attempt as (
      update live_rate_status set rest_until = ${restUntil}
      where failures >= ${most} and (rest_until is null or rest_until <= ${now})
      returning id
    )
    select failures < ${most} or exists (select from attempt) as "mayAsk" from live_rate_status`;
  return row?.mayAsk ?? true;
}
