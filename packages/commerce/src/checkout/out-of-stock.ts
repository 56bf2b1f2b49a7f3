import { firstReservationEnds, type Tx } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";
import { lineTitle } from "../line-title.ts";
import type { Shortage } from "../reservations/kind-reservations.ts";
import type { LineItem } from "../same-item.ts";

interface TitledLine extends LineItem {
  position: number;
  quantity: number;
  productTitle: string;
  variantTitle: string;
}

interface Short<Line> {
  lines: readonly Line[];
  /** The line's shortage; undefined: it is not short. */
  shortageOf: (line: Line) => Pick<Shortage, "free" | "isOffered"> | undefined;
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
  { lines, shortageOf, ownerHash, now }: Short<Line>,
): Promise<DomainError> {
  const short = lines.flatMap((line) => {
    const shortage = shortageOf(line);
    return shortage === undefined ? [] : { ...line, shortage };
  });
  const variantIds = short.flatMap(({ variantId, startsAt }) => (startsAt === null ? variantId : []));
  const ends = variantIds.length === 0 ? [] : await firstReservationEnds(tx, { variantIds, ownerHash, now });
  return new DomainError("OUT_OF_STOCK", {
    lines: short.map((line) => {
      const { variantId, startsAt, quantity, shortage } = line;
      const end = ends.find((each) => each.variantId === variantId);
      return {
        ...{ variantId, title: titled(line).title, requested: quantity, available: shortage.free },
        ...(startsAt !== null && { startsAt: startsAt.toISOString() }),
        ...(shortage.isOffered === false && { isOffered: false as const }),
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
