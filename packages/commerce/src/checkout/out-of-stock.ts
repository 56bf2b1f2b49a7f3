import { firstReservationEnds, type Tx } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";
import { lineTitle } from "../line-title.ts";
import type { LineItem } from "../same-item.ts";

interface TitledLine extends LineItem {
  position: number;
  quantity: number;
  productTitle: string;
  variantTitle: string;
}

interface Short<Line> {
  lines: readonly Line[];
  /** What is free of a line that asks for more; undefined: it is not short. */
  freeOf: (line: Line) => number | undefined;
  ownerHash: string;
  now: Date;
}

const minuteMs = 60_000;

/**
 * The refusal of lines that ask for more than is free: what is left of each, and from when some of what others have reserved may be
 * free again. That is rounded up to a minute, so that it tells nothing of who they are.
 */
export async function outOfStock<Line extends TitledLine>(
  tx: Tx,
  { lines, freeOf, ownerHash, now }: Short<Line>,
): Promise<DomainError> {
  const short = lines.filter((line) => freeOf(line) !== undefined);
  const variantIds = short.flatMap(({ variantId, startsAt }) => (startsAt === null ? variantId : []));
  const ends = variantIds.length === 0 ? [] : await firstReservationEnds(tx, { variantIds, ownerHash, now });
  return new DomainError("OUT_OF_STOCK", {
    lines: short.map((line) => {
      const { variantId, startsAt, quantity } = line;
      const end = ends.find((each) => each.variantId === variantId);
      return {
        ...{ variantId, title: titled(line).title, requested: quantity, available: freeOf(line) ?? 0 },
        ...(startsAt !== null && { startsAt: startsAt.toISOString() }),
        ...(startsAt === null && end !== undefined && { mayReturnAt: nextMinute(end.endsAt) }),
      };
    }),
  });
}

function nextMinute(instant: Date): string {
  return new Date(Math.ceil(instant.getTime() / minuteMs) * minuteMs).toISOString();
}

/** The line with its product's and variant's name. */
export function titled<Line extends Pick<TitledLine, "productTitle" | "variantTitle">>(line: Line) {
  return { ...line, title: lineTitle(line.productTitle, line.variantTitle) };
}
