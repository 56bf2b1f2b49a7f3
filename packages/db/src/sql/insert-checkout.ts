import { Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";
import { columnsOf, rowOf } from "./row-of.ts";

type NewCheckout = Omit<Prisma.CheckoutCreateManyInput, "id"> & { id: string };

/** All columns, so that a new one does not compile until it is given. */
type NewCheckoutLine = Required<Prisma.CheckoutLineCreateManyInput>;

/** Inserts a checkout with its lines, in one statement. The caller inserts its quote in the same transaction. */
export async function insertCheckout(
  tx: Tx,
  { lines, ...checkout }: NewCheckout & { lines: readonly NewCheckoutLine[] },
): Promise<void> {
  const row = rowOf(checkout);
  const columns = columnsOf(row);
  await tx.$executeRaw`
    ${insertLines(lines)}
    insert into checkout (${columns})
      select ${columns} from jsonb_populate_record(null::checkout, ${JSON.stringify(row)}::jsonb)`;
}

/** The lines of a restored checkout may not be known. */
function insertLines(lines: readonly NewCheckoutLine[]): Prisma.Sql {
  const rows = lines.map(rowOf);
  const [first] = rows;
  if (first === undefined) return Prisma.empty;
  const columns = columnsOf(first);
  return Prisma.sql`
    with line as (
      insert into checkout_line (${columns})
        select ${columns} from jsonb_populate_recordset(null::checkout_line, ${JSON.stringify(rows)}::jsonb))`;
}
