import { type Tx, undoUnless } from "@dualtrack/db";
import type { UnitOfWork } from "../unit-of-work.ts";
import type { KindReservations, ReservationEnd, ReservedLine, Shortage } from "./kind-reservations.ts";

interface OfCheckout {
  checkoutId: string;
}

/**
 * Combines the reservations of all kinds, with all-or-nothing semantics. Kinds are locked in the order of the table's rows,
 * whatever the order of the lines, so that two checkouts with the same lines don't deadlock.
 */
export function reserveByKind<Kind extends string>(table: Readonly<Record<Kind, KindReservations>>) {
  const kinds = Object.keys(table) as Kind[];
  const kindsOf = (lines: readonly { kind: Kind }[]) =>
    kinds.filter((kind) => lines.some((line) => line.kind === kind));

  /** Reserves every line, or none; answers the lines of all kinds that are short. */
  async function take(
    unit: UnitOfWork,
    { lines, ...of }: OfCheckout & { lines: readonly (ReservedLine & { kind: Kind })[] },
  ): Promise<Shortage[]> {
    const shortages: Shortage[] = [];
    await allOrNothing(unit.tx, kindsOf(lines), async (kind) => {
      const ofKind = lines.filter((line) => line.kind === kind);
      shortages.push(...(await table[kind].take(unit, { ...of, lines: ofKind })));
      return shortages.length === 0;
    });
    return shortages;
  }

  /**
   * Sells the units of all the checkout's lines, reserved or free again. Answers false and changes nothing if one line can't be
   * sold. A second call changes nothing.
   */
  function commit(
    unit: UnitOfWork,
    { lines, ...of }: OfCheckout & { lines: readonly { kind: Kind }[] },
  ): Promise<boolean> {
    return allOrNothing(unit.tx, kindsOf(lines), (kind) => table[kind].commit(unit, of));
  }

  /** Frees the units of all kinds that the checkout still has reserved; nothing once they are sold. */
  async function release(unit: UnitOfWork, request: OfCheckout & { state: ReservationEnd }): Promise<void> {
    for (const kind of kinds) await table[kind].release(unit, request);
  }

  return { take, commit, release };
}

/** Runs `ask` for every kind, and rolls back unless all answer true. A single kind rolls back itself. */
async function allOrNothing<Kind>(
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
