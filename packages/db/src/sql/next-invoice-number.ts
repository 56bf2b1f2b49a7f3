import type { Tx } from "../connect.ts";

/**
 * Takes the next number of a series, from 1, and keeps the series locked until the transaction ends: a rollback gives the number
 * back, so there are no gaps. The database refuses the commit if the number has no invoice.
 */
export async function nextInvoiceNumber(tx: Tx, prefix: string): Promise<string> {
  const [row] = await tx.$queryRaw<[{ number: string }]>`
    insert into invoice_series as s (prefix, last_number) values (${prefix}, 1)
    on conflict (prefix) do update set last_number = s.last_number + 1
    returning prefix || lpad(last_number::text, greatest(5, length(last_number::text)), '0') as number`;
  return row.number;
}
