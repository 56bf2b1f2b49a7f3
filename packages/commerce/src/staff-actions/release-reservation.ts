import { formatOrderNumber } from "@dualtrack/contract";
import type { Tx } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { cancelCheckout } from "../checkout/end-checkout.ts";
import { DomainError } from "../domain-error.ts";
import { liveCheckoutStates } from "../holds/states.ts";
import type { Shop } from "../shop.ts";
import { checkoutName } from "../short-name.ts";
import { isUnavailable } from "../stripe/stripe-outage.ts";
import { onBehalfOf, type StaffUnit, type UnitOfWork } from "../unit-of-work.ts";

/** Its customer may be opening its payment just now: then it is ended again, with that payment. */
const maxRounds = 3;

interface ReleaseReservation {
  checkoutId: string;
  reason: string;
  by: Actor;
}

/**
 * - `released`: its goods are free, and it can't be paid any more
 * - `ordered`: it had just been paid, and is an order
 * - `given_back`: it had just been paid, but there can be no order; the money goes back
 * - `over`: its customer or its time had ended it already
 */
export interface Released {
  outcome: "released" | "ordered" | "given_back" | "over";
  orderNumber: string | null;
}

/**
 * Staff end a checkout's hold by hand: first its payment is cancelled at Stripe, so that nothing can be paid any more,
 * then its goods are free. If Stripe says that it has just been paid, it is settled like any other payment, and the
 * answer says so. Who did it and why is noted in the transaction that ends it. Releasing twice is once.
 * CHECKOUT_NOT_FOUND; HOLD_NOT_RELEASED while the bank decides, or when Stripe can't be asked: it stays held.
 */
export async function releaseReservation(
  shop: Shop,
  { checkoutId, reason, by }: ReleaseReservation,
): Promise<Released> {
  for (let round = 0; round < maxRounds; round += 1) {
    const before = await findEnding(shop.db, checkoutId);
    if (before === null) throw new DomainError("CHECKOUT_NOT_FOUND", {});
    if (!isLive(before)) return fateOf(before);
    const alongside = (unit: UnitOfWork) => noteRelease(onBehalfOf(by, unit), { checkoutId, reason });
    try {
      await cancelCheckout(shop, { checkoutId, alongside });
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      shop.log.error({ err: error, checkoutId }, "a reservation could not be released by hand");
      throw new DomainError("HOLD_NOT_RELEASED", { because: "stripe_unavailable" });
    }
    const after = await findEnding(shop.db, checkoutId);
    if (after?.payments.some(({ status }) => status === "processing") && isLive(after))
      throw new DomainError("HOLD_NOT_RELEASED", { because: "bank_is_deciding" });
  }
  const left = await findEnding(shop.db, checkoutId);
  if (left !== null && !isLive(left)) return fateOf(left);
  throw new Error(`Checkout ${checkoutId} can't be ended`);
}

const endingFields = {
  state: true,
  email: true,
  endedBy: true,
  order: { select: { number: true, state: true } },
  payments: { select: { status: true } },
  lines: { orderBy: { position: "asc" }, select: { sku: true, quantity: true } },
} as const;

function findEnding(tx: Tx, id: string) {
  return tx.checkout.findUnique({ where: { id }, select: endingFields });
}

type Ending = NonNullable<Awaited<ReturnType<typeof findEnding>>>;

function isLive({ state }: Ending): boolean {
  return liveCheckoutStates.some((live) => live === state);
}

/** What became of a checkout that is over. */
function fateOf({ state, order, endedBy }: Ending): Released {
  if (state === "completed")
    return { outcome: "ordered", orderNumber: order && formatOrderNumber(order.number) };
  if (order?.state === "cancelled")
    return { outcome: "given_back", orderNumber: formatOrderNumber(order.number) };
  return { outcome: endedBy === null ? "over" : "released", orderNumber: null };
}

/** Writes down who ended it, if it has ended unpaid. A webhook may have been quicker than we, and nobody else twice. */
async function noteRelease(
  unit: StaffUnit,
  { checkoutId, reason }: Omit<ReleaseReservation, "by">,
): Promise<void> {
  const { tx, by } = unit;
  const ending = await findEnding(tx, checkoutId);
  if (ending === null || isLive(ending) || ending.endedBy !== null || fateOf(ending).outcome !== "over")
    return;
  await tx.checkout.update({ where: { id: checkoutId }, data: { endedBy: by.name, endedReason: reason } });
  await writeAudit(unit, {
    action: "reservation.release",
    subject: checkoutName(checkoutId),
    before: { held: ending.lines, customer: ending.email },
    after: { held: [], customer: ending.email, reason },
  });
}
