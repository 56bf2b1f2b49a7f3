import type { Tx } from "../connect.ts";

/** Gives back what the checkout still holds. Answers how many lines that was; 0 when it was done before. */
export async function endReservations(
  tx: Tx,
  { checkoutId, state, now }: { checkoutId: string; state: "released" | "expired"; now: Date },
): Promise<number> {
  const [row] = await tx.$queryRaw<[{ ended: number }]>`
    select end_reservations(${checkoutId}::uuid, ${state}::reservation_state, ${now}) as ended`;
  return row.ended;
}
