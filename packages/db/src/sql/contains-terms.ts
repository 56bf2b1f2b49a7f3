import { Prisma } from "../../generated/prisma/client.ts";
import { escapeLike } from "./escape-like.ts";

/** The words of a search: of each its writings, one of which a document must contain. */
export type Terms = readonly (readonly string[])[];

/**
 * Whether `document` has all terms; true if there are none. Written out one by one: PostgreSQL asks a trigram index for
 * `like`, and not for `like any`.
 */
export function containsTerms(document: Prisma.Sql, terms: Terms): Prisma.Sql {
  if (terms.length === 0) return Prisma.sql`true`;
  const conditions = terms.map((texts) => {
    const contains = texts.map((text) => Prisma.sql`${document} like ${`%${escapeLike(text)}%`}`);
    return Prisma.sql`(${Prisma.join(contains, " or ")})`;
  });
  return Prisma.sql`(${Prisma.join(conditions, " and ")})`;
}
