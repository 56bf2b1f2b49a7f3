import { lockCart, lockCheckout, lockNetwork, readCheckoutStart, type Tx } from "@dualtrack/db";
import { setCartCurrency } from "../cart/choose-currency.ts";
import type { GoodsLine } from "../cart/queries.ts";
import { attachToCart, detachFromCart } from "../checkouts/cart-of-checkout.ts";
import { hashCartToken } from "../checkouts/cart-token.ts";
import { cancelUnpayable } from "../checkouts/end-checkout.ts";
import { lineReservations } from "../checkouts/line-reservations.ts";
import { measureReservation } from "../checkouts/measure-reservation.ts";
import { earlier, minutesOf, reservationMs } from "../checkouts/reserve-until.ts";
import { isLiveCheckout, liveCheckoutStates } from "../checkouts/states.ts";
import { chosenTerms } from "../currencies/customer-terms.ts";
import { releaseUses } from "../discounts/discount-uses.ts";
import { DomainError } from "../domain-error.ts";
import { assertTurn } from "../drops/assert-turn.ts";
import { lockFreeUnits } from "../inventory/lock-free-units.ts";
import { networkOf } from "../limits/network-of.ts";
import { isSameItem, type LineItem } from "../same-item.ts";
import type { Shop } from "../shop.ts";
import { isUnavailable } from "../stripe/stripe-outage.ts";
import { assertMayCheckOut, type Visitor } from "../switches/may-check-out.ts";
import { switchesOf } from "../switches/switches-of.ts";
import { transact, type UnitOfWork } from "../unit-of-work.ts";
import { cancelCheckout } from "./end-checkout.ts";
import { newCheckout } from "./new-checkout.ts";
import { checkoutView, getCheckout, type ViewedCheckout } from "./queries.ts";
import { assertNotPlaced, placedFields, placedRefusal } from "./refuse-placed.ts";
import { reserveGoods } from "./reserve-goods.ts";
import { settleEarlierAttempt } from "./settle-earlier-attempt.ts";
import { startPriced } from "./start-priced.ts";

interface StartCheckout {
  cartToken: string;
  /** The customer's IP address, if the server knows it. */
  clientIp?: string | null;
  /** Whether the customer is signed in as staff. */
  isStaff?: Visitor["isStaff"];
}

/** The owner of a reservation; `network` is null if the address is unknown. */
interface ReservationOwner extends Visitor {
  network: string | null;
}

/** For this time after a payment, starting a checkout with an empty cart answers ALREADY_PAID instead of CART_EMPTY. */
const justPaidMs = 30 * 60_000;

/** Another tab may start a checkout at the same time; more rounds than this are a fault. */
const maxRounds = 5;

/**
 * Reserves everything in the cart. Sends Stripe no request: `prepareCheckout` opens the payment when Pay is pressed.
 *
 * A cart has one live checkout: a reload, a second tab, a second click and the back button get the same one. A cart that has
 * changed, or has another currency, gets a new one, which takes over what the old one reserves and its end; the old one is cancelled at Stripe first if Pay was pressed, and the customer gets ALREADY_PAID if it was just paid.
 * After an attempt to pay, its outcome is requested from Stripe first: see `settleEarlierAttempt`.
 *
 * CHECKOUTS_LIMITED (only for a new one), CART_EMPTY, NOT_ON_SALE, NOT_YOUR_TURN, QUANTITY_LIMIT (of a drop), OUT_OF_STOCK, UNITS_LIMIT, TOO_MANY_HOLDS, HOLD_SHARE_TAKEN, TOTAL_TOO_LOW, TOTAL_TOO_HIGH, ALREADY_PAID, PAYMENT_PROCESSING,
 * PAYMENT_UNCERTAIN, NO_SHIPPING_METHOD, PAYMENT_UNAVAILABLE (an old checkout can't be ended), SHOP_BUSY.
 */
export async function startCheckout(shop: Shop, { cartToken, clientIp = null, isStaff }: StartCheckout) {
  const ownerHash = hashCartToken(cartToken);
  const network = clientIp === null ? null : networkOf(clientIp);
  const start = await readCheckoutStart(shop.db, { tokenHash: ownerHash });
  const switches = await switchesOf(shop.settings, { tx: shop.db, state: start });
  // Who has a checkout gets that one, and who has just paid their order.
  if (start.lines.length > 0 && !start.hasLiveCheckout)
    await assertMayCheckOut(switches, { ownerHash, isStaff });
  const started = await startPriced(shop, { ownerHash, network, start, switches });
  if (started !== null) return checkoutView(shop, started);
  const ended: string[] = [];
  let isUnderWay = false;
  for (let round = 0; round < maxRounds; round += 1) {
    const { created, present, outdated } = await measureReservation(
      shop,
      () => reserveCart(shop, { ownerHash, network, isStaff, ended, isUnderWay }),
      ({ created }) => (created === undefined ? null : "reserved"),
    );
    if (created !== undefined) return checkoutView(shop, created);
    if (outdated !== undefined) {
      await endOldCheckout(shop, outdated.id);
      ended.push(outdated.id);
      isUnderWay ||= outdated.expiresAt > shop.clock.now();
      continue;
    }
    const checkout = await settleEarlierAttempt(shop, await getCheckout(shop.db, present), getCheckout);
    if (isLiveCheckout(checkout.state)) return checkoutView(shop, checkout);
  }
  throw new Error(`The checkout of a cart can't be renewed`);
}

const ownFields = {
  id: true,
  state: true,
  extensions: true,
  cartId: true,
  currency: true,
  expiresAt: true,
  lines: { select: { variantId: true, startsAt: true, quantity: true, tracksStock: true } },
  ...placedFields,
  paymentSessions: { select: { stripeId: true } },
} as const;

type ReservedCart =
  | { created: ViewedCheckout; present?: never; outdated?: never }
  /** Its id: the checkout that had reserved the cart's lines before. */
  | { present: string; created?: never; outdated?: never }
  | { outdated: { id: string; expiresAt: Date }; created?: never; present?: never };

/**
 * Answers the checkout that has reserved the cart's lines, creating it if there is none; or the id of another checkout of the
 * customer that must be ended first (`outdated`): it has expired, has reserved something else for this cart, or belongs to a
 * failed order and has reserved goods that are in this cart, too. `ended`: those that were ended so; `isUnderWay`: one of them was still in
 * time, so that the customer may go on.
 */
function reserveCart(
  shop: Shop,
  {
    ownerHash,
    network,
    isStaff,
    ended,
    isUnderWay,
  }: ReservationOwner & { ended: readonly string[]; isUnderWay: boolean },
): Promise<ReservedCart> {
  return transact(shop, "customer", async (unit) => {
    const { tx, now } = unit;
    const locked = await lockCart(tx, ownerHash);
    if (locked === null) throw await refuseEmptyCart(shop, ownerHash);
    const { id: cartId, discountCodes: codes } = locked;
    const {
      lines: cart,
      hasLiveCheckout,
      reservationMinutes: shopMinutes,
      settingsVersion,
      ...currencies
    } = await readCheckoutStart(tx, {
      tokenHash: ownerHash,
    });
    const switches = await switchesOf(shop.settings, { tx, state: { settingsVersion } });
    const { reservations: reservesStock, discounts: hasDiscounts } = switches;
    const own = hasLiveCheckout ? await findOwnCheckouts(tx, ownerHash) : [];
    for (const checkout of own) assertNotPlaced(shop, checkout);
    const same = own.find(
      ({ currency, expiresAt, lines }) =>
        currency === currencies.cartCurrency && expiresAt > now && isSnapshotOf(lines, cart),
    );
    const others = own.filter((checkout) => checkout !== same);
    const conflicting = others.filter((checkout) => conflictsWith(checkout, { cartId, cart, now }));
    if (same === undefined)
      await assertTurn(unit, {
        tokenHash: ownerHash,
        before: [...ended, ...conflicting.map(({ id }) => id)],
      });
    const [replaced = null, ...more] = conflicting;
    const canReplace = more.length === 0 && same === undefined && cart.length > 0;
    if (replaced !== null && !(canReplace && isReplaceable(replaced, now))) return { outdated: replaced };
    // Goods of a failed order that are not in the cart stay reserved for the order's page.
    const kept = others.filter((checkout) => checkout !== replaced);
    if (kept.length > 0)
      await detachFromCart(
        tx,
        kept.map(({ id }) => id),
      );
    if (same !== undefined) {
      if (same.cartId === null) await attachToCart(tx, { checkoutId: same.id, cartId });
      return { present: same.id };
    }
    if (cart.length === 0) throw await refuseEmptyCart(shop, ownerHash);
    // One that replaces the customer's own, as the cart has changed meanwhile, is no new one.
    if (replaced === null && !isUnderWay) await assertMayCheckOut(switches, { ownerHash, isStaff });
    const terms = chosenTerms(currencies, null);
    // The cart's currency may not be offered any more: the checkout's is shown to the customer from now on.
    if (terms.currency !== currencies.cartCurrency)
      await setCartCurrency(tx, { cartId, currency: terms.currency });
    const reservationMinutes = minutesOf(cart, shopMinutes);
    const full = new Date(now.getTime() + reservationMs({ reservationMinutes }));
    const expiresAt = replaced === null ? full : earlier(full, replaced.expiresAt);
    const extensions = replaced?.extensions ?? 0;
    if (replaced !== null && !(await releaseReplaced(unit, { replaced, cart, network })))
      return { outdated: replaced };
    const { id, captureMethod, quote, lines } = await reserveGoods(unit, {
      ...{
        cartId,
        ownerHash,
        network,
        goods: cart,
        terms,
        codes,
        hasDiscounts,
        reservationMinutes,
        reservesStock,
        expiresAt,
      },
      ...{ maxUnits: shop.settings.limits.unitsPerCheckout, entered: { extensions } },
    });
    const begun = { id, currency: terms.currency, captureMethod, expiresAt, extensions, reservesStock };
    return { created: newCheckout({ ...begun, quote, lines }) };
  });
}

/** The customer's checkouts whose lines are still in the cart. */
function findOwnCheckouts(tx: Tx, ownerHash: string) {
  return tx.checkout.findMany({
    where: { ownerHash, state: { in: liveCheckoutStates }, cartTakenAt: null },
    select: ownFields,
  });
}

interface CartNow {
  cartId: string;
  cart: LineItem[];
  now: Date;
}

function conflictsWith(
  checkout: { cartId: string | null; expiresAt: Date; order: object | null; lines: LineItem[] },
  { cartId, cart, now }: CartNow,
): boolean {
  const reservesTheSame = checkout.lines.some((line) => cart.some((inCart) => isSameItem(inCart, line)));
  if (checkout.order !== null) return reservesTheSame || checkout.expiresAt <= now;
  return checkout.cartId === cartId || reservesTheSame;
}

type OwnCheckoutRow = Awaited<ReturnType<typeof findOwnCheckouts>>[number];

/** Whether a checkout can end without a question to Stripe: Pay was never pressed, and it still reserves. */
function isReplaceable({ state, order, expiresAt, paymentSessions }: OwnCheckoutRow, now: Date): boolean {
  return state === "open" && order === null && expiresAt > now && paymentSessions.length === 0;
}

/**
 * Ends a checkout whose cart has changed, and releases what it reserves to the one that follows in the same transaction: nobody else
 * gets the units in between, and if the new cart is refused, everything stays as it was. All of the two's stock is locked first, in the order of its
 * keys. Answers false if it can't be ended, as Pay was pressed meanwhile; then nothing has changed.
 */
async function releaseReplaced(
  unit: UnitOfWork,
  {
    replaced,
    cart,
    network,
  }: { replaced: OwnCheckoutRow; cart: readonly GoodsLine[]; network: string | null },
): Promise<boolean> {
  const { tx } = unit;
  const checkoutId = replaced.id;
  await lockCheckout(tx, checkoutId);
  const { state } = await tx.checkout.findUniqueOrThrow({
    where: { id: checkoutId },
    select: { state: true },
  });
  if (state !== "open") return false;
  if (network !== null) await lockNetwork(tx, network);
  const tracked = [
    ...replaced.lines.filter(({ tracksStock }) => tracksStock),
    ...cart.filter(({ variant }) => variant.tracksStock),
  ];
  await lockFreeUnits(
    tx,
    tracked.map(({ variantId }) => variantId),
  );
  if (!(await cancelUnpayable(unit, checkoutId))) return false;
  await releaseUses(unit, { checkoutId });
  await lineReservations.release(unit, { checkoutId, state: "released" });
  return true;
}

/** ALREADY_PAID or PAYMENT_PROCESSING if it turns out to be an order; PAYMENT_UNCERTAIN if Stripe can't be reached. */
async function endOldCheckout(shop: Shop, checkoutId: string): Promise<void> {
  try {
    await cancelCheckout(shop, { checkoutId });
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    shop.log.error({ err: error, checkoutId }, "an outdated checkout could not be ended");
    const paying = await shop.db.checkout.count({ where: { id: checkoutId, state: "paying" } });
    throw new DomainError(paying === 1 ? "PAYMENT_UNCERTAIN" : "PAYMENT_UNAVAILABLE", {});
  }
  const ended = await shop.db.checkout.findUniqueOrThrow({ where: { id: checkoutId }, select: placedFields });
  assertNotPlaced(shop, ended);
}

/**
 * Whether a checkout has the same lines as the cart. Prices and offers may have changed since: the reserved goods keep the
 * price that the customer was shown.
 */
export function isSnapshotOf(
  snapshot: (LineItem & { quantity: number })[],
  cart: (LineItem & { quantity: number })[],
): boolean {
  if (snapshot.length !== cart.length) return false;
  return cart.every((inCart) =>
    snapshot.some((line) => isSameItem(line, inCart) && line.quantity === inCart.quantity),
  );
}

/** The refusal for an empty cart, which may have just been paid, e.g. in another tab, or be waiting for the bank. */
async function refuseEmptyCart(shop: Shop, ownerHash: string): Promise<DomainError> {
  const since = new Date(shop.clock.now().getTime() - justPaidMs);
  const placed = await shop.db.checkout.findFirst({
    where: {
      ownerHash,
      OR: [{ state: "completed", endedAt: { gte: since } }, { order: { state: "processing" } }],
    },
    orderBy: { createdAt: "desc" },
    select: placedFields,
  });
  return (placed && placedRefusal(shop, placed)) ?? new DomainError("CART_EMPTY", {});
}
