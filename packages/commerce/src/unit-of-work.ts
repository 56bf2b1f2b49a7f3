import { NoFreeConnectionError, transact as runInTransaction, type Track, type Tx } from "@dualtrack/db";
import type { Actor } from "./actor.ts";
import { bindLog, type LogIds } from "./bind-log.ts";
import { DomainError } from "./domain-error.ts";
import type { Log, Shop } from "./shop.ts";

/** One transaction of the database, and what all of its steps have in common. Made by `transact`, handed on as it is. */
export interface UnitOfWork {
  readonly shop: Shop;
  readonly tx: Tx;
  /** Read from the shop's clock once, when the transaction began: everything that it writes happened then. */
  readonly now: Date;
  /** What it follows from; the order's timeline says so. */
  readonly track: Track;
  /** The member of staff whose command it is; null: a customer's, or the shop's own. */
  readonly by: Actor | null;
  /** Its lines bear the ids of the request or job, and of what the unit is about. It is the shop's log, too. */
  readonly log: Log;
}

/** A unit of work that staff asked for: the audit log has its entry. */
export interface StaffUnit extends UnitOfWork {
  readonly track: "staff";
  readonly by: Actor;
}

/**
 * Runs `work` in one transaction of `packages/db`; after a deadlock it runs again, with a new unit. Nothing outside of
 * the database may be called in it. SHOP_BUSY when no connection is free in time.
 */
export function transact<Result>(
  shop: Shop,
  track: Track,
  work: (unit: UnitOfWork) => Promise<Result>,
): Promise<Result> {
  return run(shop, (tx) => work(openUnit(shop, tx, { track, by: null })));
}

/** The same for a command of staff. */
export function transactFor<Result>(
  shop: Shop,
  by: Actor,
  work: (unit: StaffUnit) => Promise<Result>,
): Promise<Result> {
  return run(shop, (tx) => work(openUnit(shop, tx, { track: "staff" as const, by })));
}

/** The rest of a unit's work is done for a member of staff who asked for it before, e.g. by a request that a row keeps. */
export function onBehalfOf(by: Actor, unit: UnitOfWork): StaffUnit {
  return { ...unit, track: "staff", by };
}

/** The same unit, whose log names what it is about, too. */
export function about<Unit extends UnitOfWork>(unit: Unit, ids: LogIds): Unit {
  const shop = bindLog(unit.shop, ids);
  return { ...unit, shop, log: shop.log };
}

function openUnit<Who extends Pick<UnitOfWork, "track" | "by">>(shop: Shop, tx: Tx, who: Who) {
  return { shop, tx, now: shop.clock.now(), log: shop.log, ...who };
}

/** When somebody who found no free connection may try again. */
const busyRetrySeconds = 5;

async function run<Result>(shop: Shop, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  try {
    return await runInTransaction(shop.db, work);
  } catch (error) {
    if (!(error instanceof NoFreeConnectionError)) throw error;
    shop.log.warn({ err: error }, "no database connection was free in time");
    throw new DomainError("SHOP_BUSY", { retryAfterSeconds: busyRetrySeconds });
  }
}
