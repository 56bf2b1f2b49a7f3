import { type Tx, undoUnless } from "@dualtrack/db";
import type { UnitOfWork } from "../unit-of-work.ts";
import type {
  KindReservations,
  ReservationEnd,
  ReservedByStaff,
  ReservedLine,
  Shortage,
} from "./kind-reservations.ts";

interface OfCheckout {
  checkoutId: string;
}

/**
 * Combines the reservations of all kinds, with all-or-nothing semantics. Kinds are locked in the order of the table's rows,
 * whatever the order of the lines, so that two checkouts with the same lines don't deadlock.
 */
export function reserveByKind<Kind extends string>(table: Readonly<Record<Kind, KindReservations>>) {
  // Kinds that reserve in the same tables have the same value, which is called once for all of their lines.
  const ways = [...new Set(Object.values<KindReservations>(table))];
  const waysOf = (lines: readonly { kind: Kind }[]) =>
    ways.filter((way) => lines.some(({ kind }) => table[kind] === way));

  /** Reserves every line, or none; answers the lines of all kinds that are short. */
  async function take(
    unit: UnitOfWork,
    {
      lines,
      ...of
    }: OfCheckout & {
      lines: readonly (ReservedLine & { kind: Kind })[];
      byStaff?: ReservedByStaff | null;
      reservesStock?: boolean;
    },
  ): Promise<Shortage[]> {
    const shortages: Shortage[] = [];
    await allOrNothing(unit.tx, waysOf(lines), async (way) => {
      const reserved = lines.filter(({ kind }) => table[kind] === way);
      shortages.push(...(await way.take(unit, { ...of, lines: reserved })));
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
    return allOrNothing(unit.tx, waysOf(lines), (way) => way.commit(unit, of));
  }

  /** Frees the units of all kinds that the checkout still has reserved; nothing once they are sold. */
  async function release(unit: UnitOfWork, request: OfCheckout & { state: ReservationEnd }): Promise<void> {
    for (const way of ways) await way.release(unit, request);
  }

  return { take, commit, release };
}

/** Runs `ask` for each, and rolls back unless all answer true. A single one rolls back itself. */
async function allOrNothing(
  tx: Tx,
  ways: readonly KindReservations[],
  ask: (way: KindReservations) => Promise<boolean>,
): Promise<boolean> {
  const askAll = async () => {
    let all = true;
    for (const way of ways) all = (await ask(way)) && all;
    return all;
  };
  return ways.length > 1 ? undoUnless(tx, askAll) : askAll();
}
