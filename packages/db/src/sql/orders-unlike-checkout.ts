import { Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";

/**
 * Orders that differ from their checkout in one of `fields` (Prisma's names of columns of both tables), with the fields
 * that differ. An e-mail address counts only if the checkout has one.
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

/** The column of a Prisma field. */
function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
