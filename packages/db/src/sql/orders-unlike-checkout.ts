import { Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";

/**
 * Orders that say something else than their checkout in one of `fields` (Prisma's names of columns that both tables have), and
 * in which. An e-mail address counts only where the checkout has one.
 */
export function ordersUnlikeCheckout(
  tx: Tx,
  fields: readonly string[],
): Promise<{ number: number; fields: string[] }[]> {
  const differing = fields.map((field) => {
    const column = columnOf(field);
    const isOther = `o.${column} is distinct from c.${column}`;
    return `case when ${field === "email" ? `c.email is not null and ${isOther}` : isOther} then '${field}' end`;
  });
  return tx.$queryRaw`
    select number, fields from (
      select o.number, array_remove(array[${Prisma.raw(differing.join(", "))}], null) as fields
      from "order" o join checkout c on c.id = o.checkout_id
    ) compared where fields <> '{}'`;
}

/** Prisma's name of a field as the database has it. */
function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
