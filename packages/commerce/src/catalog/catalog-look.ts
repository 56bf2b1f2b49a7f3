import { setTimeout as pause } from "node:timers/promises";
import { type CatalogVisitorRow, type Db, lookAtCatalog } from "@dualtrack/db";

/** The least time between the starts of two looks, in ms: however many customers ask, the database is asked no more often. */
const paceMs = 2;

/** What one answer needs to know of the database as it is now. */
export interface WantedLook {
  variantIds: readonly string[];
  /** Of the customer's cart; null: they have none. */
  tokenHash: string | null;
}

export interface CatalogLook {
  version: string;
  /** The free units of variants that have stock: the same object for the same list, as long as none changes. */
  free: Readonly<Record<string, number>>;
  /** Null: this customer has no cart, and reserves nothing. */
  visitor: CatalogVisitorRow | null;
}

interface Waiting {
  wanted: WantedLook;
  resolve(look: CatalogLook): void;
  reject(reason: unknown): void;
}

/**
 * Looks at the database for all who wait, one statement at a time: a customer alone waits for one, and those who come while it is
 * under way share the next. So each answer is as new as if its customer had asked alone.
 */
export function createLooks(db: Db): (wanted: WantedLook) => Promise<CatalogLook> {
  let waiting: Waiting[] = [];
  let isLooking = false;
  const last = new WeakMap<readonly string[], { text: string; free: CatalogLook["free"] }>();

  function freeOf(variantIds: readonly string[], text: string): CatalogLook["free"] {
    const before = last.get(variantIds);
    if (before?.text === text) return before.free;
    const free: CatalogLook["free"] = JSON.parse(text);
    last.set(variantIds, { text, free });
    return free;
  }

  async function lookFor(crowd: readonly Waiting[]): Promise<void> {
    try {
      const wantedNow = wantedByAll(crowd.map(({ wanted }) => wanted));
      const row = await lookAtCatalog(db, wantedNow);
      const free = freeOf(wantedNow.variantIds, row.free);
      const visitors = new Map(row.visitors.map((visitor) => [visitor.tokenHash, visitor]));
      for (const { wanted, resolve } of crowd)
        resolve({
          version: row.version,
          free,
          visitor: wanted.tokenHash === null ? null : (visitors.get(wanted.tokenHash) ?? null),
        });
    } catch (error) {
      for (const { reject } of crowd) reject(error);
    }
  }

  async function lookWhileWanted(): Promise<void> {
    isLooking = true;
    while (waiting.length > 0) {
      const crowd = waiting;
      waiting = [];
      const startedAt = performance.now();
      await lookFor(crowd);
      const left = paceMs - (performance.now() - startedAt);
      if (waiting.length > 0 && left > 0) await pause(left);
    }
    isLooking = false;
  }

  return (wanted) =>
    new Promise((resolve, reject) => {
      waiting.push({ wanted, resolve, reject });
      if (!isLooking) void lookWhileWanted();
    });
}

function wantedByAll(all: readonly WantedLook[]): Parameters<typeof lookAtCatalog>[1] {
  return {
    variantIds: together(new Set(all.map(({ variantIds }) => variantIds))),
    tokenHashes: [...new Set(all.flatMap(({ tokenHash }) => tokenHash ?? []))],
  };
}

/** The longest list itself if it has all others, as the catalogue's has those of its products. */
function together(lists: ReadonlySet<readonly string[]>): readonly string[] {
  const [longest = [], ...others] = [...lists].toSorted((a, b) => b.length - a.length);
  if (others.length === 0) return longest;
  const ids = new Set(longest);
  const more = others.flat().filter((id) => !ids.has(id));
  return more.length === 0 ? longest : [...new Set([...longest, ...more])];
}
