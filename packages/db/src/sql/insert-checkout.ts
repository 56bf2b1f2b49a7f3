import { Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";

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

/** A row of Prisma's fields, whose columns are the same names in snake_case. What is left out gets the column's default. */
function rowOf(fields: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([field, value]) => [
        field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        value === Prisma.DbNull ? null : value,
      ]),
  );
}

function columnsOf(row: Record<string, unknown>): Prisma.Sql {
  return Prisma.raw(Object.keys(row).join(", "));
}
