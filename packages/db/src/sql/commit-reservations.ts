import type { Tx } from "../connect.ts";

/**
 * Sells the units that the checkout has reserved; lines whose reservation has ended take free stock. Answers false and
 * changes nothing if one of these lines finds too little. A second call changes nothing.
 */
export async function commitReservations(
  tx: Tx,
  { checkoutId, now }: { checkoutId: string; now: Date },
): Promise<boolean> {
  const [row] = await tx.$queryRaw<[{ committed: boolean }]>`
    select commit_reservations(${checkoutId}::uuid, ${now}) as committed`;
  return row.committed;
}
