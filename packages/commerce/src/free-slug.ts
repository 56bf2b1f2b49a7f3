/** The slug, with a number appended if it is taken; with the id, if many are. */
export function freeSlug(wanted: string, { taken, id }: { taken: ReadonlySet<string>; id: string }): string {
  for (let number = 1; number < 1_000; number += 1) {
    const slug = number === 1 ? wanted : `${wanted}-${number}`;
    if (!taken.has(slug)) return slug;
  }
  return `${wanted}-${id}`;
}
