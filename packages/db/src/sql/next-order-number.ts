import type { Tx } from "../connect.ts";

/** Takes the next order number. It is never used again, even if the transaction is rolled back. */
export async function nextOrderNumber(tx: Tx): Promise<number> {
  const [row] = await tx.$queryRaw<[{ number: number }]>`
    select nextval(pg_get_serial_sequence('"order"', 'number'))::integer as number`;
  return row.number;
}
