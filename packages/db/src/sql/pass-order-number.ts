import type { Tx } from "../connect.ts";

/** So many numbers are passed over at most at a time: a wrong number must not use them all up. */
const maxPassed = 1_000_000;

/**
 * Makes sure that the next order number is above `number`. Numbers are only ever taken, never set, so processes that
 * take some at the same time can't get one twice.
 */
export async function passOrderNumber(tx: Tx, number: number): Promise<void> {
  await tx.$executeRaw`
    with passed as (
      select least(${maxPassed}, ${number}::bigint - case when is_called then last_value else last_value - 1 end) as count
      from order_number_seq
    )
    select max(nextval('order_number_seq')) from passed, generate_series(1, passed.count)`;
}
