import {
  NoFreeConnectionError,
  transact as runInTransaction,
  type ShopState,
  type Track,
  type Tx,
} from "@dualtrack/db";
import { inSpan } from "@dualtrack/tracing";
import type { Actor } from "./actor.ts";
import { bindLog, type LogIds } from "./bind-log.ts";
import { DomainError } from "./domain-error.ts";
import type { Log, Shop } from "./shop.ts";

/** A database transaction and what all its steps share. `transact` makes it, and each function passes it on. */
export interface UnitOfWork {
  readonly shop: Shop;
  readonly tx: Tx;
  /** The shop's time at the start of the transaction: the time of everything that it writes. */
  readonly now: Date;
  /** The track that caused it, for the order's timeline. */
  readonly track: Track;
  /** The member of staff who gave the command; null: a customer, or the shop itself. */
  readonly by: Actor | null;
  /** The log of `shop`: its lines have the ids of the request or job, and of the objects that the unit is about. */
  readonly log: Log;
  /** As it was found with the lock that the transaction began with; left out: whoever needs it reads it. */
  readonly state?: ShopState;
}

/** A unit of work by staff, which writes an entry into the audit log. */
export interface StaffUnit extends UnitOfWork {
  readonly track: "staff";
  readonly by: Actor;
}

/**
 * Runs `work` in one database transaction; after a deadlock it runs again with a new unit. It must not call anything
 * outside of the database. SHOP_BUSY when no connection is free in time.
 */
export function transact<Result>(
  shop: Shop,
  track: Track,
  work: (unit: UnitOfWork) => Promise<Result>,
): Promise<Result> {
  return run(shop, track, (tx) => work(openUnit(shop, tx, { track, by: null })));
}

/** The same for a staff command. */
export function transactFor<Result>(
  shop: Shop,
  by: Actor,
  work: (unit: StaffUnit) => Promise<Result>,
): Promise<Result> {
  return run(shop, "staff", (tx) => work(openUnit(shop, tx, { track: "staff" as const, by })));
}

/** The same unit on behalf of a member of staff who gave the command before, e.g. by a stored request. */
export function onBehalfOf(by: Actor, unit: UnitOfWork): StaffUnit {
  return { ...unit, track: "staff", by };
}

/** The same unit with a log that adds these ids to each line. */
export function about<Unit extends UnitOfWork>(unit: Unit, ids: LogIds): Unit {
  const shop = bindLog(unit.shop, ids);
  return { ...unit, shop, log: shop.log };
}

/** The same unit, for which the shop's state was read with the lock. */
export function withState(unit: UnitOfWork, state: ShopState | null): UnitOfWork {
  return state === null ? unit : { ...unit, state };
}

function openUnit<Who extends Pick<UnitOfWork, "track" | "by">>(shop: Shop, tx: Tx, who: Who) {
  return { shop, tx, now: shop.clock.now(), log: shop.log, ...who };
}

/** Retry delay of a client for which no connection was free, in s. */
const busyRetrySeconds = 5;

async function run<Result>(shop: Shop, track: Track, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  try {
    return await inSpan("transaction", { facts: { "dualtrack.track": track } }, () =>
      runInTransaction(shop.db, work),
    );
  } catch (error) {
    if (!(error instanceof NoFreeConnectionError)) throw error;
    shop.log.warn({ err: error }, "no database connection was free in time");
    throw shopBusy();
  }
}

/** The refusal of a call that would have had to wait for too long. */
export function shopBusy(): DomainError {
  return new DomainError("SHOP_BUSY", { retryAfterSeconds: busyRetrySeconds });
}
