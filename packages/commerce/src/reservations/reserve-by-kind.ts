import { type Tx, undoUnless } from "@dualtrack/db";
import type { UnitOfWork } from "../unit-of-work.ts";
import type { KindReservations, ReservationEnd, ReservedLine, Shortage } from "./kind-reservations.ts";

interface OfCheckout {
  checkoutId: string;
}

/**
 * Makes one call of many kinds: all or nothing over all of them. Kinds come in the order of the table's rows, whatever the
 * order of the lines, so that two checkouts with the same lines wait for each other and don't deadlock.
 */
export function reserveByKind<Kind extends string>(table: Readonly<Record<Kind, KindReservations>>) {
  const kinds = Object.keys(table) as Kind[];
  const kindsOf = (lines: readonly { kind: Kind }[]) =>
    kinds.filter((kind) => lines.some((line) => line.kind === kind));

  /** Reserves every line, or none: answers all that are short, whatever their kind. */
  async function take(
    unit: UnitOfWork,
    { lines, ...of }: OfCheckout & { lines: readonly (ReservedLine & { kind: Kind })[] },
  ): Promise<Shortage[]> {
    const shortages: Shortage[] = [];
    await atOnce(unit.tx, kindsOf(lines), async (kind) => {
      const ofKind = lines.filter((line) => line.kind === kind);
      shortages.push(...(await table[kind].take(unit, { ...of, lines: ofKind })));
      return shortages.length === 0;
    });
    return shortages;
  }

  /**
   * Sells what these lines, all of the checkout's, have reserved or can have again. Answers false, having changed nothing,
   * when one of them can't. Doing it twice sells once.
   */
  function commit(
    unit: UnitOfWork,
    { lines, ...of }: OfCheckout & { lines: readonly { kind: Kind }[] },
  ): Promise<boolean> {
    return atOnce(unit.tx, kindsOf(lines), (kind) => table[kind].commit(unit, of));
  }

  /** Frees what the checkout still has reserved, of whatever kind; nothing once it is sold. */
  async function release(unit: UnitOfWork, request: OfCheckout & { state: ReservationEnd }): Promise<void> {
    for (const kind of kinds) await table[kind].release(unit, request);
  }

  return { take, commit, release };
}

/** Asks every kind in turn; nothing stays of any unless all answer true. One kind alone does that by itself. */
async function atOnce<Kind>(
  tx: Tx,
  kinds: readonly Kind[],
  ask: (kind: Kind) => Promise<boolean>,
): Promise<boolean> {
  const askAll = async () => {
    let all = true;
    for (const kind of kinds) all = (await ask(kind)) && all;
    return all;
  };
  return kinds.length > 1 ? undoUnless(tx, askAll) : askAll();
}
