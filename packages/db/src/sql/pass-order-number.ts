import type { Tx } from "../connect.ts";

/** The most numbers that one call skips: a wrong number must not use them all up. */
const maxSkipped = 1_000_000;

/**
 * Makes the next order number greater than `number`. It takes numbers from the sequence instead of setting it, so that
 * concurrent processes can't get the same number.
 */
export async function passOrderNumber(tx: Tx, number: number): Promise<void> {
  await tx.$executeRaw`
    with passed as (
      select least(${maxSkipped}, ${number}::bigint - case when is_called then last_value else last_value - 1 end) as count
      from order_number_seq
    )
    select max(nextval('order_number_seq')) from passed, generate_series(1, passed.count)`;
}
