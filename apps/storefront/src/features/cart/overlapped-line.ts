import type { CartLine } from "../../server/trpc.ts";

type BookedLine = Pick<CartLine, "slug" | "startsAt" | "endsAt">;

/** The first earlier line of the same service whose time overlaps with this line's; undefined: none. */
export function overlappedLine<Line extends BookedLine>(
  line: Line,
  lines: readonly Line[],
): Line | undefined {
  const { startsAt, endsAt } = line;
  if (startsAt === null || endsAt === null) return undefined;
  // All are UTC in one format, so that their texts are in their order.
  return lines
    .slice(0, lines.indexOf(line))
    .find(
      (other) =>
        other.slug === line.slug &&
        other.startsAt !== null &&
        other.endsAt !== null &&
        other.startsAt < endsAt &&
        startsAt < other.endsAt,
    );
}
