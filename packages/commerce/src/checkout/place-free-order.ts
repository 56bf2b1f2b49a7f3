import { isShipped } from "@dualtrack/contract";
import { bindLog } from "../bind-log.ts";
import { followOrder } from "../cart/follow-order.ts";
import { lockWithCart } from "../cart/lock-cart.ts";
import { endCheckout } from "../checkouts/end-checkout.ts";
import { lineReservations } from "../checkouts/line-reservations.ts";
import { commitUses } from "../discounts/discount-uses.ts";
import type { DomainError } from "../domain-error.ts";
import { followFulfilment } from "../fulfilment/follow-fulfilment.ts";
import { lockFreeUnits } from "../inventory/lock-free-units.ts";
import { followInvoices } from "../invoices/follow-invoices.ts";
import { MissingRates, withLiveRates } from "../live-rates/with-live-rates.ts";
import { queueOrderMail } from "../notifications/queue-order-mail.ts";
import { createFreeOrder } from "../orders/create-order.ts";
import { openSessionOf, type SessionRow } from "../payment-sessions/session-rows.ts";
import { endOutdatedSession } from "../payments/end-outdated-session.ts";
import type { Shop } from "../shop.ts";
import { withTaxAnswers } from "../stripe-tax/with-tax-answers.ts";
import { transact, type UnitOfWork } from "../unit-of-work.ts";
import { outOfStock } from "./out-of-stock.ts";
import { getPricedCheckout, type PricedCheckoutRow } from "./queries.ts";
import { type AskedPrices, type CheckedPress, recordDetails } from "./record-details.ts";

/** Another tab may open a payment at the same time; more rounds than this are a fault. */
const maxRounds = 20;

interface PlaceFreeOrder extends CheckedPress {
  checkoutId: string;
}

/**
 * Places and confirms the order of a checkout of which the customer has seen that its total is 0. What settling a payment does is
 * done at once, in one transaction under the same locks: goods and uses of discounts are sold, invoice and mail are written,
 * the cart is emptied. Stripe is asked only if a payment is open for an earlier quote: it is ended first; if it was paid or the bank
 * decides, it is settled as what it is, and no order is placed here. A repeated call changes nothing.
 *
 * PAYMENT_UNCERTAIN when an earlier payment can't be ended, QUOTE_CHANGED, and the refusals of `recordDetails`.
 */
export async function placeFreeOrder(unbound: Shop, input: PlaceFreeOrder): Promise<void> {
  const { checkoutId, clientIp = null } = input;
  const shop = bindLog(unbound, { checkoutId });
  for (let round = 0; round < maxRounds; round += 1) {
    const attempt = await withLiveRates(shop, { clientIp }, (liveAnswerId) =>
      withTaxAnswers(shop, { checkoutId, isAddressComplete: true }, (taxAnswers) =>
        transact(shop, "customer", (unit) => place(unit, { ...input, liveAnswerId, taxAnswers })),
      ),
    );
    if (attempt.refusal !== null) throw attempt.refusal;
    if (attempt.orderId !== null)
      shop.log.info({ orderId: attempt.orderId }, "an order is placed without a payment");
    if (attempt.open === null || !(await endOutdatedSession(shop, attempt.open, { isReplaced: false })))
      return;
  }
  throw new Error(`The order of checkout ${checkoutId} can't be placed: its payments keep changing`);
}

interface Attempt {
  /** The order that it has placed. */
  orderId: string | null;
  refusal: DomainError | null;
  /** A payment that must be ended before the order can be placed; its quote is not the current one any more. */
  open: (SessionRow & Pick<PricedCheckoutRow, "captureMethod">) | null;
}

async function place(
  unit: UnitOfWork,
  { checkoutId, ...pressed }: PlaceFreeOrder & AskedPrices,
): Promise<Attempt | MissingRates> {
  const { tx } = unit;
  const { cartId } = await lockWithCart(unit, checkoutId);
  const before = await getPricedCheckout(tx, checkoutId);
  const isPlaced = before.order?.paymentState === "not_required";
  if (isPlaced) return { orderId: null, refusal: null, open: null };
  const recorded = await recordDetails(unit, before, pressed);
  if (recorded instanceof MissingRates) return recorded;
  if ("refusal" in recorded) return { orderId: null, refusal: recorded.refusal, open: null };
  const { quote } = recorded;
  const open = openSessionOf(before.paymentSessions);
  if (open !== null)
    return { orderId: null, refusal: null, open: { ...open, captureMethod: before.captureMethod } };

  const checkout = await tx.checkout.findUniqueOrThrow({
    where: { id: checkoutId },
    include: { lines: { orderBy: { position: "asc" } } },
  });
  const discountIds = quote.discounts.map(({ discountId }) => discountId);
  const isSold =
    (await commitUses(unit, { checkoutId, discountIds })) &&
    (await lineReservations.commit(unit, { checkoutId, lines: checkout.lines }));
  if (!isSold && !checkout.reservesStock) {
    const { lines, ownerHash: of } = checkout;
    const levels = await lockFreeUnits(
      tx,
      lines.map(({ variantId }) => variantId),
    );
    throw await outOfStock(tx, {
      ...{ lines, ownerHash: of, now: unit.now },
      shortageOf: ({ variantId, tracksStock, quantity }) => {
        const free = levels.get(variantId) ?? 0;
        return tracksStock && free < quantity ? { free } : undefined;
      },
    });
  }
  if (!isSold) throw new Error(`Checkout ${checkoutId} is live, but what it has reserved can't be sold`);
  const { id: orderId } = await createFreeOrder(unit, { checkout, quote });
  if (checkout.lines.some(({ kind }) => !isShipped(kind))) await followFulfilment(unit, orderId);
  await endCheckout(unit, checkoutId, "completed");
  await queueOrderMail(unit, { orderId, kind: "order_confirmed" });
  await followOrder(unit, { checkoutId, cartId });
  await followInvoices(unit, { checkoutId, mayIssue: () => true });
  return { orderId, refusal: null, open: null };
}
