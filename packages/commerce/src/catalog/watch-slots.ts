import { serviceLimits } from "@dualtrack/contract";
import { freeSlots, holdersOf } from "../bookings/free-slots.ts";
import { readBookable } from "../bookings/read-bookable.ts";
import { hashCartToken } from "../checkouts/cart-token.ts";
import { inZone } from "../day-in-zone.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";

/** The checkout of one cart writes several rows: what comes within so many ms is one change. */
const collectMs = 100;
/** The least time between two readings of a sheet, in ms, however much changes. */
const pauseMs = 1_000;

/**
 * The starts of a sheet at which other places are free than before, for whoever holds no time themselves. Null: anything may have
 * changed for this reader, who has to ask for the times again.
 */
export type SlotChanges = ReadonlyMap<string, number> | null;

type Listener = (changes: SlotChanges) => void;

/** A variant's times of one month. */
interface SheetName {
  variantId: string;
  /** Of the shop's time zone, such as 2026-03. */
  month: string;
}

interface SheetState {
  resourceIds: ReadonlySet<string>;
  /** The free places by start. */
  free: ReadonlyMap<string, number>;
  /** The owners of live checkouts that hold some of it, to whom it looks otherwise. */
  holders: ReadonlySet<string>;
}

interface Sheet {
  /** It has been read once. VARIANT_NOT_FOUND. */
  opened: Promise<unknown>;
  join(reader: { ownerHash: string; listener: Listener }): () => void;
}

/** The sheets that somebody in this process looks at: however many do, each is read once when something changes. */
const sheetsOf = new WeakMap<Shop["db"], Map<string, Sheet>>();
/** One sheet at a time is read again, so that no number of them takes all connections of the database. */
const turnsOf = new WeakMap<Shop["db"], Promise<unknown>>();

/**
 * Calls `listener` with what others book, block and give back of a variant's month, from then on; returns a function that ends it.
 * VARIANT_NOT_FOUND.
 */
export async function watchSlots(
  shop: Shop,
  { cartToken, ...asked }: SheetName & { cartToken: string },
  listener: Listener,
): Promise<() => void> {
  const name = { ...asked, month: bookableMonth(shop, asked.month) };
  const sheets = sheetsOf.get(shop.db) ?? new Map<string, Sheet>();
  sheetsOf.set(shop.db, sheets);
  const key = `${name.variantId} ${name.month}`;
  const sheet = sheets.get(key) ?? openSheet(shop, name, () => sheets.delete(key));
  sheets.set(key, sheet);
  const leave = sheet.join({ ownerHash: hashCartToken(cartToken), listener });
  try {
    await sheet.opened;
  } catch (error) {
    leave();
    throw error;
  }
  return leave;
}

/** Reads a sheet when it is opened, and again whenever the time of its resources has changed. `onEnd`: its last reader has left. */
function openSheet(shop: Shop, name: SheetName, onEnd: () => void): Sheet {
  const readers = new Set<{ ownerHash: string; listener: Listener }>();
  let state: SheetState | undefined;
  let isStale = false;
  let readAt = 0;
  let timer: NodeJS.Timeout | undefined;

  const refreshSoon = () => {
    isStale = true;
    const wait = Math.max(collectMs, readAt + pauseMs - performance.now());
    timer ??= setTimeout(() => void refresh(), wait).unref();
  };
  const refresh = async () => {
    isStale = false;
    try {
      const after = await inTurn(shop, () => readSheet(shop, name));
      const before = state;
      state = after;
      for (const { ownerHash, listener } of readers) {
        const changes = changesFor(ownerHash, before, after);
        if (changes === null || changes.size > 0) listener(changes);
      }
    } catch (error) {
      if (!(error instanceof DomainError))
        shop.log.warn({ err: error, ...name }, "Times were not read again");
      for (const { listener } of readers) listener(null); // what they ask for says what is wrong
    }
    readAt = performance.now();
    timer = undefined;
    if (isStale && readers.size > 0) refreshSoon();
  };
  // Before it is read, so that no change is missed.
  const unsubscribe = shop.bus.subscribeAll("resource", (id) => {
    if (id === null || state === undefined || state.resourceIds.has(id)) refreshSoon();
  });
  const opened = readSheet(shop, name).then((first) => {
    state ??= first;
  });
  return {
    opened,
    join(reader) {
      readers.add(reader);
      return () => {
        if (!readers.delete(reader) || readers.size > 0) return;
        clearTimeout(timer);
        unsubscribe();
        onEnd();
      };
    },
  };
}

/** What this reader is told: nothing if the map is empty. What a holder sees is free for them, so theirs is another sheet. */
function changesFor(ownerHash: string, before: SheetState | undefined, after: SheetState): SlotChanges {
  if (before === undefined) return null;
  const changes = new Map([...after.free].filter(([startsAt, free]) => before.free.get(startsAt) !== free));
  for (const startsAt of before.free.keys()) if (!after.free.has(startsAt)) changes.set(startsAt, 0);
  const [held, holds] = [before, after].map(({ holders }) => holders.has(ownerHash));
  return held !== holds || (holds && changes.size > 0) ? null : changes;
}

async function inTurn<Result>({ db }: Shop, read: () => Promise<Result>): Promise<Result> {
  const turn = (turnsOf.get(db) ?? Promise.resolve()).then(read, read);
  turnsOf.set(db, turn);
  return turn;
}

/** The month, or this one if no service can be booked then: nobody can have a sheet read for each month of all time. */
function bookableMonth({ clock, settings }: Shop, month: string): string {
  const today = inZone(clock.now(), settings.timeZone).toPlainDate();
  const [first = month, last = month] = [today, today.add({ days: serviceLimits.horizonDays.max })].map(
    (day) => day.toPlainYearMonth().toString(),
  );
  return month < first || month > last ? first : month;
}

async function readSheet(
  { db, clock, settings }: Shop,
  { variantId, month }: SheetName,
): Promise<SheetState> {
  const isOffered = await db.variant.count({
    where: { id: variantId, archivedAt: null, product: { published: true } },
  });
  const [variant] = isOffered === 0 ? [] : await readBookable(db, [variantId]);
  if (variant === undefined) throw new DomainError("VARIANT_NOT_FOUND", {});
  const { timeZone } = settings;
  const now = clock.now();
  const first = Temporal.PlainDate.from(`${month}-01`);
  const last = first.add({ days: first.daysInMonth - 1 });
  const resourceIds = variant.resources.map(({ id }) => id);
  const [slots, holders] = await Promise.all([
    freeSlots(db, variant, { own: null, timeZone, now, first, last }),
    holdersOf(db, resourceIds),
  ]);
  return {
    resourceIds: new Set(resourceIds),
    free: new Map(slots.map(({ startsAt, free }) => [startsAt.toISOString(), free])),
    holders,
  };
}
