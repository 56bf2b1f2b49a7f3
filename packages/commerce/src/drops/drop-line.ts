import { advanceDrop, type DropLineRow, readDropLine } from "@dualtrack/db";
import { hashCartToken } from "../checkouts/cart-token.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { switchesOf } from "../switches/switches-of.ts";

/** Turns end, and units come back, without a hint to a line: it is looked at so often while somebody waits, in ms. */
const lookMs = 1_000;
/** However much changes, a line is read so often at most, in ms. */
const pauseMs = 300;
/** It is read so often without a hint, in ms: what others have reserved changes without one. */
const rereadMs = 5_000;

/** Where a customer stands in a drop's line. */
export interface DropPlace {
  /** Of the product's opening; null: it is open. */
  opensAt: string | null;
  state: DropLineRow["state"];
  /** Whether the order of those who come before the opening is drawn by lot. */
  isDrawn: boolean;
  limitPerPerson: number;
  /** How many wait. */
  waiting: number;
  /** Units that are free now; the last ones may be back when a reservation ends. */
  spokenFor: "no" | "reserved" | "sold";
  own:
    | { kind: "none" }
    /** `place`: null until it is drawn. `seconds`: about how long it takes; null: nobody can say. */
    | { kind: "waiting"; place: number | null; seconds: number | null }
    | { kind: "turn"; until: string }
    /** The turn is over, or what the checkout had reserved went back without a payment. */
    | { kind: "lapsed" }
    /** A checkout reserves it for them now. */
    | { kind: "reserving" }
    /** They are at the checkout, and nothing is reserved: whoever pays first gets it. */
    | { kind: "unreserved" }
    | { kind: "bought" };
  serverNow: string;
}

interface Snapshot {
  row: DropLineRow;
  places: ReadonlyMap<string, number>;
  turns: ReadonlyMap<string, number>;
  /** Who has had a turn, and what became of it. */
  past: ReadonlyMap<string, "lapsed" | "reserving" | "unreserved" | "bought">;
}

interface Line {
  opened: Promise<Snapshot | null>;
  snapshot(): Snapshot | null;
  join(listener: () => void): () => void;
}

/** The lines that somebody in this process watches: however many do, each is read once when it changes. */
const linesOf = new WeakMap<Shop["db"], Map<string, Line>>();

/**
 * Calls `listener` whenever the line of a drop changes, and moves it on meanwhile. `placeOf` answers from memory where somebody stands.
 * DROP_NOT_FOUND.
 */
export async function watchDrop(
  shop: Shop,
  productId: string,
  listener: () => void,
): Promise<{ placeOf(cartToken: string): DropPlace | null; leave(): void }> {
  const lines = linesOf.get(shop.db) ?? new Map<string, Line>();
  linesOf.set(shop.db, lines);
  const line = lines.get(productId) ?? openLine(shop, productId, () => lines.delete(productId));
  lines.set(productId, line);
  const leave = line.join(listener);
  try {
    if ((await line.opened) === null) throw new DomainError("DROP_NOT_FOUND", {});
  } catch (error) {
    leave();
    throw error;
  }
  return {
    leave,
    placeOf(cartToken) {
      const snapshot = line.snapshot();
      return snapshot === null ? null : placeIn(snapshot, hashCartToken(cartToken), shop.clock.now());
    },
  };
}

/** Where a customer stands in a drop's line now. DROP_NOT_FOUND. */
export async function getDropPlace(
  shop: Shop,
  { productId, cartToken }: { productId: string; cartToken: string },
): Promise<DropPlace> {
  const watched = linesOf.get(shop.db)?.get(productId)?.snapshot();
  const snapshot = watched ?? (await readLine(shop, productId));
  if (snapshot === null) throw new DomainError("DROP_NOT_FOUND", {});
  return placeIn(snapshot, hashCartToken(cartToken), shop.clock.now());
}

/**
 * Ends the turns that are over, and admits as many as there is stock for, and as Stripe takes payments for in a second. While customers may
 * begin no checkout, the line stands still: nobody gets a turn that they can't use.
 */
export async function moveDropOn(shop: Shop, productId: string): Promise<void> {
  const { limit } = (await switchesOf(shop.settings, { tx: shop.db })).new_checkouts;
  if (limit !== null && limit.audience !== "share") return;
  const { rate, hasLine } = await shop.stripeTurns.ask();
  const most = hasLine ? 1 : Math.max(1, Math.floor(rate));
  await advanceDrop(shop.db, { productId, now: shop.clock.now(), most });
}

/** Moves on all lines in which somebody waits or has their turn, whether anybody watches them or not. */
export async function moveDropsOn(shop: Shop): Promise<{ drops: number }> {
  const drops = await shop.db.drop.findMany({
    where: { entries: { some: { state: { in: ["waiting", "admitted"] } } } },
    select: { productId: true },
  });
  for (const { productId } of drops) await moveDropOn(shop, productId);
  return { drops: drops.length };
}

function openLine(shop: Shop, productId: string, onEnd: () => void): Line {
  const listeners = new Set<() => void>();
  let snapshot: Snapshot | null = null;
  let isStale = false;
  let timer: NodeJS.Timeout | undefined;
  let isEnded = false;
  let readAt = performance.now();

  const read = async () => {
    isStale = false;
    readAt = performance.now();
    const after = await readLine(shop, productId);
    const before = snapshot;
    snapshot = after;
    if (JSON.stringify(before?.row) !== JSON.stringify(after?.row))
      for (const listener of listeners) listener();
  };
  const work = async () => {
    timer = undefined;
    try {
      if (!isStale) await moveDropOn(shop, productId);
      if (isStale || performance.now() - readAt > rereadMs) await read();
    } catch (error) {
      shop.log.warn({ err: error, productId }, "the line of a drop was not moved on");
    }
    if (!isEnded) timer ??= setTimeout(work, isStale ? pauseMs : lookMs).unref();
  };
  const unsubscribe = shop.bus.subscribe("drop", productId, () => {
    if (isStale || isEnded) return;
    isStale = true;
    if (timer === undefined) return; // it is being read: again after that
    clearTimeout(timer);
    timer = setTimeout(work, pauseMs).unref();
  });
  const opened = readLine(shop, productId).then((first) => {
    snapshot ??= first;
    if (!isEnded) timer ??= setTimeout(work, isStale ? pauseMs : lookMs).unref();
    return snapshot;
  });
  return {
    opened,
    snapshot: () => snapshot,
    join(listener) {
      listeners.add(listener);
      return () => {
        if (!listeners.delete(listener) || listeners.size > 0) return;
        isEnded = true;
        clearTimeout(timer);
        unsubscribe();
        onEnd();
      };
    },
  };
}

async function readLine(shop: Shop, productId: string): Promise<Snapshot | null> {
  const row = await readDropLine(shop.db, { productId, now: shop.clock.now() });
  if (row === null) return null;
  return {
    row,
    places: new Map(row.waiting.map((tokenHash, index) => [tokenHash, index + 1])),
    turns: new Map(row.admitted.map(({ tokenHash, until }) => [tokenHash, until])),
    past: new Map(
      (["lapsed", "reserving", "unreserved", "bought"] as const).flatMap((kind) =>
        row[kind].map((tokenHash) => [tokenHash, kind] as const),
      ),
    ),
  };
}

function placeIn({ row, places, turns, past }: Snapshot, tokenHash: string, now: Date): DropPlace {
  const opens = row.opensAt !== null && row.opensAt > now ? row.opensAt.toISOString() : null;
  const isDrawn = row.order === "lot";
  const until = turns.get(tokenHash);
  const place = places.get(tokenHash);
  const spokenFor = row.free > 0 ? "no" : row.reserved > 0 ? "reserved" : "sold";
  const perSecond = row.admittedLately / 120;
  const seconds =
    opens !== null || row.state !== "open" || perSecond === 0 || spokenFor !== "no" || place === undefined
      ? null
      : Math.ceil(place / perSecond);
  return {
    opensAt: opens,
    state: row.state,
    isDrawn,
    limitPerPerson: row.limitPerPerson,
    waiting: row.waiting.length,
    spokenFor,
    own:
      until !== undefined && until > now.getTime()
        ? { kind: "turn", until: new Date(until).toISOString() }
        : place === undefined
          ? { kind: until === undefined ? (past.get(tokenHash) ?? "none") : "lapsed" }
          : { kind: "waiting", place: isDrawn && opens !== null ? null : place, seconds },
    serverNow: now.toISOString(),
  };
}
