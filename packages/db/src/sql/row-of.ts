import { Prisma } from "../../generated/prisma/client.ts";

/** A row of Prisma's fields, whose columns are the same names in snake_case. What is left out gets the column's default. */
export function rowOf(fields: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([field, value]) => [
        field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        value === Prisma.DbNull ? null : value,
      ]),
  );
}

/** The names of a row's columns. */
export function columnsOf(row: Record<string, unknown>): Prisma.Sql {
  return Prisma.raw(Object.keys(row).join(", "));
}

/** The same columns of the row `changed`. */
export function changedOf(row: Record<string, unknown>): Prisma.Sql {
  return Prisma.raw(
    Object.keys(row)
      .map((column) => `changed.${column}`)
      .join(", "),
  );
}
