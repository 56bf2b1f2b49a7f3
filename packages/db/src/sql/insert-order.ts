import { Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";
import { entryOf, type NewOrderEvent, tellOf } from "./insert-order-event.ts";
import { columnsOf, rowOf } from "./row-of.ts";

interface NewOrder {
  order: Omit<Prisma.OrderCreateManyInput, "id"> & { id: string };
  /** All columns, so that a new one does not compile until it is given. */
  lines: readonly Required<Prisma.OrderLineCreateManyInput>[];
  taxes: readonly Prisma.OrderTaxCreateManyInput[];
  /** The first entry of its timeline. */
  event: Omit<NewOrderEvent, "orderId">;
}

/** Inserts an order with its lines, its taxes and the first entry of its timeline, and notifies the pages that show it. One statement. */
export async function insertOrder(tx: Tx, { order, lines, taxes, event }: NewOrder): Promise<void> {
  const first = { ...event, orderId: order.id };
  await tx.$executeRaw`
    with ${clause("placed", Prisma.sql`insert into "order"`, Prisma.sql`null::"order"`, [order])}
    ${lines.length === 0 ? Prisma.empty : Prisma.sql`, ${clause("line", Prisma.sql`insert into order_line`, Prisma.sql`null::order_line`, lines)}`}
    ${taxes.length === 0 ? Prisma.empty : Prisma.sql`, ${clause("tax", Prisma.sql`insert into order_tax`, Prisma.sql`null::order_tax`, taxes)}`},
    ${entryOf(first)}
    ${tellOf(first)}`;
}

/** Inserts rows that have the same fields; `shape`: a row of the table. */
function clause(
  name: string,
  insertInto: Prisma.Sql,
  shape: Prisma.Sql,
  fields: readonly object[],
): Prisma.Sql {
  const rows = fields.map(rowOf);
  const columns = columnsOf(rows[0] ?? {});
  return Prisma.sql`
    ${Prisma.raw(name)} as (
      ${insertInto} (${columns})
        select ${columns} from jsonb_populate_recordset(${shape}, ${JSON.stringify(rows)}::jsonb))`;
}
