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
