import type { Tx } from "../connect.ts";

/**
 * Sells what the checkout holds; lines whose reservation has ended take free stock again. Answers false, having changed
 * nothing, when one of those finds too little. Doing it twice sells once.
 */
export async function commitReservations(
  tx: Tx,
  { checkoutId, now }: { checkoutId: string; now: Date },
): Promise<boolean> {
  const [row] = await tx.$queryRaw<[{ committed: boolean }]>`
    select commit_reservations(${checkoutId}::uuid, ${now}) as committed`;
  return row.committed;
}
