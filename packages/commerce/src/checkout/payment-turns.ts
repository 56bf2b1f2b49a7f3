import { countPaymentTurns, joinPaymentTurns, keepPaymentTurn, leavePaymentTurns } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { isTurnedAway } from "../stripe/stripe-budget.ts";
import { goneMs } from "../stripe/stripe-turns.ts";
import { getOwnCheckout, type OwnCheckout } from "./queries.ts";

/** Whoever leaves the line and comes back within this time, in ms, has their place again. */
const forgottenMs = 10 * 60_000;

/** How soon a page asks again, in seconds. */
const askAgain = { least: 1, most: 5 };

/** A place in the line of those who wait to pay. */
export interface PaymentPlace {
  /** 1: the next one. */
  place: number;
  /** About how long it takes. */
  seconds: number;
  /** When the page asks again. It must, to keep the place. */
  retryAfterSeconds: number;
  /** Whether Pay goes on when it is pressed now. */
  isTurn: boolean;
}

/**
 * Runs `work`, which needs Stripe for a payment. When others have used up what Stripe takes, the customer gets a place in a line
 * instead, in the order of arrival over all processes: PAYMENT_QUEUED. Their goods stay reserved as long as they were promised.
 * Only the first of the line go on, as many as Stripe takes in a second, so that nobody who comes later is served first.
 */
export async function inTurn<Result>(
  shop: Shop,
  checkoutId: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const { hasLine } = await shop.stripeTurns.ask();
  if (hasLine) {
    const { isTurn, ...waiting } = await placeOf(shop, await join(shop, checkoutId));
    if (!isTurn) throw new DomainError("PAYMENT_QUEUED", waiting);
  }
  try {
    const result = await work();
    if (hasLine) await leave(shop, checkoutId);
    return result;
  } catch (error) {
    if (!isTurnedAway() || !isNotAsked(error)) throw error;
    const { isTurn: _, ...waiting } = await placeOf(shop, await join(shop, checkoutId));
    throw new DomainError("PAYMENT_QUEUED", waiting);
  }
}

/**
 * Keeps the customer's place in the line of those who wait to pay. Null: they are not in it.
 * CHECKOUT_NOT_FOUND, PAYMENT_LINK_NOT_FOUND, PAYMENT_LINK_CHANGED.
 */
export async function keepPaymentPlace(shop: Shop, own: OwnCheckout): Promise<PaymentPlace | null> {
  const { id } = await getOwnCheckout(shop, own);
  const before = await keepPaymentTurn(shop.db, turnOf(shop, id));
  return before === null ? null : placeOf(shop, before);
}

/** Gives the customer's place in the line to those behind. CHECKOUT_NOT_FOUND, PAYMENT_LINK_NOT_FOUND, PAYMENT_LINK_CHANGED. */
export async function leavePaymentLine(shop: Shop, own: OwnCheckout): Promise<void> {
  const { id } = await getOwnCheckout(shop, own);
  await leave(shop, id);
}

/** How many customers wait to pay. */
export function countWaitingToPay(shop: Shop): Promise<number> {
  return countPaymentTurns(shop.db, goneBefore(shop));
}

/** The refusals that mean no more than that Stripe was not asked. */
function isNotAsked(error: unknown): boolean {
  return (
    error instanceof DomainError &&
    (error.code === "PAYMENT_UNAVAILABLE" || error.code === "PAYMENT_UNCERTAIN")
  );
}

async function join(shop: Shop, checkoutId: string): Promise<number> {
  const before = await joinPaymentTurns(shop.db, turnOf(shop, checkoutId));
  shop.stripeTurns.joined();
  return before;
}

function leave(shop: Shop, checkoutId: string): Promise<void> {
  const forgottenBefore = new Date(shop.clock.now().getTime() - forgottenMs);
  return leavePaymentTurns(shop.db, { checkoutId, forgottenBefore });
}

/** The place behind so many others. */
async function placeOf(shop: Shop, before: number): Promise<PaymentPlace> {
  const { rate } = await shop.stripeTurns.ask();
  const seconds = Math.max(1, Math.ceil((before + 1) / rate));
  const retryAfterSeconds = Math.min(askAgain.most, Math.max(askAgain.least, Math.floor(seconds / 2)));
  return { place: before + 1, seconds, retryAfterSeconds, isTurn: before < Math.max(1, rate) };
}

function turnOf(shop: Shop, checkoutId: string) {
  return { checkoutId, now: shop.clock.now(), goneBefore: goneBefore(shop) };
}

function goneBefore(shop: Shop): Date {
  return new Date(shop.clock.now().getTime() - goneMs);
}
