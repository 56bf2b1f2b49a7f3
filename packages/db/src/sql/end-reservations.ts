import type { Tx } from "../connect.ts";

/** Ends the checkout's reservations and frees their units. Answers the number of lines; 0 if they had ended before. */
export async function endReservations(
  tx: Tx,
  { checkoutId, state, now }: { checkoutId: string; state: "released" | "expired"; now: Date },
): Promise<number> {
  const [row] = await tx.$queryRaw<[{ ended: number }]>`
    select end_reservations(${checkoutId}::uuid, ${state}::reservation_state, ${now}) as ended`;
  return row.ended;
}
