import { Prisma } from "../../generated/prisma/client.ts";
import { escapeLike } from "./escape-like.ts";

/** The terms of a search: for each term its spellings, one of which a document must contain. */
export type Terms = readonly (readonly string[])[];

/**
 * Whether `document` contains all terms; true if there are none. Each is its own `like`: PostgreSQL does not use a trigram
 * index for `like any`.
 */
export function containsTerms(document: Prisma.Sql, terms: Terms): Prisma.Sql {
  if (terms.length === 0) return Prisma.sql`true`;
  const conditions = terms.map((texts) => {
    const contains = texts.map((text) => Prisma.sql`${document} like ${`%${escapeLike(text)}%`}`);
    return Prisma.sql`(${Prisma.join(contains, " or ")})`;
  });
  return Prisma.sql`(${Prisma.join(conditions, " and ")})`;
}
