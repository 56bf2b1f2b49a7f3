import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { amountStep, formatOrderNumber } from "@dualtrack/contract";
import type { PaymentSessionKind, Prisma } from "@dualtrack/db";
import Stripe from "stripe";
import { later, paymentTimeout } from "../checkouts/reserve-until.ts";
import { isLiveCheckout } from "../checkouts/states.ts";
import { DomainError } from "../domain-error.ts";
import { addressOf, customerDetailSelect } from "../orders/customer-details.ts";
import { openSession } from "../payment-sessions/open-session.ts";
import { recordDescription } from "../payment-sessions/record-description.ts";
import {
  openSessionOf,
  type SessionRow,
  sessionFields,
  sessionRows,
} from "../payment-sessions/session-rows.ts";
import { type TaxOfRate, taxOf } from "../pricing/tax-of.ts";
import { quoteFields } from "../quotes/quote-fields.ts";
import { readDiscounts } from "../quotes/read-discounts.ts";
import { readTaxes } from "../quotes/read-taxes.ts";
import { readQuotedMethod } from "../shipping/quoted-method.ts";
import { readQuotedRate } from "../shipping/quoted-rate.ts";
import type { Shop } from "../shop.ts";
import { boughtMetadata } from "../stripe/bought-metadata.ts";
import { checkoutItems } from "../stripe/checkout-items.ts";
import type { HostedPurchase } from "../stripe/checkout-sessions.ts";
import type { DescribedMethod } from "../stripe/described-price.ts";
import { type PaymentDescription, writePaymentDescription } from "../stripe/payment-description.ts";
import { PaymentNotOpened, type PaymentParams } from "../stripe/payment-intents.ts";
import { refusalOfDetails } from "../stripe/refusal-of-details.ts";
import { isTurnedAway } from "../stripe/stripe-budget.ts";
import { isUnavailable, stripeProblemText } from "../stripe/stripe-outage.ts";
import { endOutdatedSession } from "./end-outdated-session.ts";
import { syncPayment } from "./sync-payment.ts";

/** Another tab may open the payment or change details at the same time; more rounds than this are a fault. */
const maxRounds = 20;
const contendedMs = 250;

/** A page that Stripe closes sooner is not opened any more, in ms. */
const closingMs = 5 * 60_000;

interface PreparePayment {
  checkoutId: string;
  /** How the customer pays. */
  kind: PaymentSessionKind;
  /** Whether a wallet pays that sends the delivery address to Stripe itself when it confirms. */
  addressFromWallet: boolean;
  /** The path of the shop's page for a customer who does not pay on Stripe's after all. */
  cancelPath: string;
}

/**
 * Makes sure that the checkout has an open session at Stripe for exactly the total of its current quote, with the order's data:
 * the delivery address for Stripe's fraud checks, and everything else so that the order can be restored from Stripe alone. The
 * first press of Pay sends one request; a press that changes nothing sends none. A session of an earlier quote is ended first,
 * as its amount is not the one that the customer sees; so is one of another kind, and a page of Stripe's for other details or one that is about to close.
 * So no two can be paid. A checkout or payment that has ended meanwhile is not changed.
 *
 * PAYMENT_UNCERTAIN when a payment of an earlier quote can't be cancelled, PAYMENT_UNAVAILABLE when Stripe can't be reached or fails, DETAILS_REFUSED when it refuses a field. Then nothing is charged,
 * as the browser does not confirm, and the reservation stays.
 */
export async function preparePayment(
  shop: Shop,
  { checkoutId, kind, addressFromWallet, cancelPath }: PreparePayment,
): Promise<void> {
  for (let round = 0; round < maxRounds; round += 1) {
    const { state, paymentSessions, ...described } = await findDescribed(shop, checkoutId);
    const { quote, quoteNumber, currency, captureMethod } = described;
    if (!isLiveCheckout(state)) return;
    const params = paramsOf(shop, described, { addressFromWallet });
    const purchase = purchaseOf(shop, described, cancelPath);
    const written = kind === "payment_intent" ? params : { params, ...purchase };
    const descriptionHash = createHash("sha256").update(JSON.stringify(written)).digest("base64url");
    const session = openSessionOf(paymentSessions);
    const isOf = { kind, quoteNumber, descriptionHash };
    if (session !== null && !canStay(shop, session, isOf)) {
      const isReplaced = session.quoteNumber === quoteNumber;
      if (!(await endOutdatedSession(shop, { ...session, captureMethod }, { isReplaced }))) return;
      continue;
    }
    if (session?.descriptionHash === descriptionHash) return;
    if (session === null) {
      const isOpened = await openOrWait(shop, {
        checkoutId,
        quoteNumber,
        amount: quote.totalAmount,
        currency,
        captureMethod,
        params,
        kind,
        purchase,
        descriptionHash,
        addressFromWallet,
        endedBefore: paymentSessions.length,
      });
      // Otherwise the checkout is read again, as another tab may have opened one with other details.
      if (isOpened) return;
      continue;
    }
    const { stripeId, paymentIntentId } = session;
    if (paymentIntentId === null) throw new Error(`Session ${stripeId} can't be changed`);
    if (!(await updatePayment(shop, { paymentIntentId, checkoutId, params }))) return;
    // Repeated until the hash matches, as requests of two tabs may reach Stripe in the other order.
    const stillFromWallet = session.addressFromWallet && addressFromWallet;
    await recordDescription(shop.db, { stripeId, descriptionHash, addressFromWallet: stillFromWallet });
  }
  throw new Error(`The payment of checkout ${checkoutId} can't be prepared: its details keep changing`);
}

/** Whether an open session is the one to pay with, or can become it by an update. */
function canStay(
  shop: Shop,
  session: SessionRow & { descriptionHash: string | null },
  wanted: Pick<SessionRow, "kind" | "quoteNumber"> & { descriptionHash: string },
): boolean {
  if (session.replacedAt !== null) return false; // somebody was killed while they replaced it
  if (session.kind !== wanted.kind || session.quoteNumber !== wanted.quoteNumber) return false;
  if (session.kind === "payment_intent") return true;
  const closes = session.expiresAt?.getTime() ?? 0;
  return (
    session.descriptionHash === wanted.descriptionHash && closes > shop.clock.now().getTime() + closingMs
  );
}

/** Opens a session, or waits a moment when another request is opening the same one. False: it is not known which one is open now. */
async function openOrWait(shop: Shop, terms: Parameters<typeof openSession>[1]): Promise<boolean> {
  try {
    return await openSession(shop, terms);
  } catch (error) {
    if (!(error instanceof PaymentNotOpened && error.isContended)) throw error;
    await pause(contendedMs);
    return false;
  }
}

const describedFields = {
  state: true,
  currency: true,
  captureMethod: true,
  baseCurrency: true,
  exchangeRate: true,
  quoteNumber: true,
  quote: { select: { ...quoteFields, taxCalculationId: true } },
  paymentSessions: {
    ...sessionRows,
    select: { ...sessionFields, descriptionHash: true },
  },
  orderNumber: true,
  ownerHash: true,
  lines: {
    orderBy: { position: "asc" },
    select: {
      position: true,
      kind: true,
      startsAt: true,
      sku: true,
      productTitle: true,
      variantTitle: true,
      quantity: true,
      unitAmount: true,
    },
  },
  createdAt: true,
  reservationMinutes: true,
  promisedUntil: true,
  ...customerDetailSelect,
} as const satisfies Prisma.CheckoutSelect;

function findDescribed(shop: Shop, id: string) {
  return shop.db.checkout.findUniqueOrThrow({ where: { id }, select: describedFields });
}

type Described = Omit<Awaited<ReturnType<typeof findDescribed>>, "paymentSessions" | "state">;

/** What the quote says about a line of its checkout. */
function quotedLine({ quote }: Described, position: number) {
  const quoted = quote.lines.find((line) => line.position === position);
  if (quoted === undefined) throw new Error(`The quote has no line ${position}`);
  return quoted;
}

function purchaseOf(shop: Shop, described: Described, cancelPath: string): HostedPurchase {
  const { quote, lines, currency, email, promisedUntil } = described;
  const { taxBehavior, taxAmount, shippingAmount, totalAmount } = quote;
  const items = checkoutItems({
    ...{ currency, shippingAmount, totalAmount, timeZone: shop.settings.timeZone },
    lines: lines.map((line) => {
      const { discountAmount } = quotedLine(described, line.position);
      return { ...line, discountAmount };
    }),
    shippingName: readQuotedMethod(quote.shippingMethod)?.name ?? null,
    taxOnTop: taxBehavior === "exclusive" ? taxAmount : 0,
  });
  return { items, email, cancelPath, reservedUntil: later(paymentTimeout(described), promisedUntil) };
}

function paramsOf(
  shop: Shop,
  checkout: Described,
  { addressFromWallet }: { addressFromWallet: boolean },
): PaymentParams {
  const { orderNumber: number, quote, ...described } = checkout;
  if (number === null) throw new Error("The checkout has no order number yet");
  const { taxBehavior: behavior, shippingAmount } = quote;
  const step = amountStep(described.currency);
  // Stripe Tax may round in another way than the shop.
  const amountBesideRates = (price: number, taxes: readonly TaxOfRate[]) => {
    const taxAmount = taxes.reduce((sum, tax) => sum + tax.taxAmount, 0);
    return taxOf(price, { behavior, rates: taxes, step }).taxAmount === taxAmount ? null : taxAmount;
  };
  const shippingTaxes = readTaxes(quote.shippingTaxes);
  const description: PaymentDescription = {
    ...described,
    ...quote,
    shippingTaxRates: shippingTaxes,
    shippingTaxAmount: amountBesideRates(shippingAmount, shippingTaxes),
    discounts: readDiscounts(quote.discounts),
    shippingMethod: describedMethod(quote.shippingMethod),
    exchangeRate: described.exchangeRate?.toFixed() ?? null,
    lines: described.lines.map((line) => {
      const quoted = quotedLine(checkout, line.position);
      const { discountAmount } = quoted;
      const price = line.unitAmount * line.quantity - discountAmount;
      const taxes = readTaxes(quoted.taxes);
      return { ...line, discountAmount, taxRates: taxes, taxAmount: amountBesideRates(price, taxes) };
    }),
    orderNumber: number,
    shippingAddress: addressOf(described.shippingAddress),
    billingAddress: addressOf(described.billingAddress),
  };
  const { shipping, metadata } = writePaymentDescription(description);
  const bought = description.lines.map(({ quantity, unitAmount, discountAmount }, index) => {
    const { kind = "physical" } = described.lines[index] ?? {};
    return { kind, quantity, amount: unitAmount * quantity - discountAmount };
  });
  return {
    description: `${shop.settings.shopName} ${formatOrderNumber(number)}`,
    metadata: { ...metadata, ...boughtMetadata(bought, described.currency) },
    ...(shipping === undefined || addressFromWallet ? {} : { shipping }),
  };
}

/**
 * Answers false if the payment was completed meanwhile, e.g. in another tab; then it is settled.
 * @see https://docs.stripe.com/api/payment_intents/update
 */
async function updatePayment(
  shop: Shop,
  {
    paymentIntentId,
    checkoutId,
    params,
  }: { paymentIntentId: string; checkoutId: string; params: PaymentParams },
): Promise<boolean> {
  try {
    await shop.stripe.paymentIntents.update(paymentIntentId, params);
    return true;
  } catch (error) {
    const isRefusal = error instanceof Stripe.errors.StripeInvalidRequestError;
    if (isRefusal && error.code === "payment_intent_unexpected_state") {
      await syncPayment(shop, { paymentIntentId, track: "customer" });
      return false;
    }
    if (!isTurnedAway())
      shop.log.error(
        { err: error, checkoutId, paymentIntentId, problem: stripeProblemText(error) },
        "Stripe did not accept a payment's description",
      );
    if (isUnavailable(error)) throw new DomainError("PAYMENT_UNAVAILABLE", {});
    throw refusalOfDetails(error) ?? error;
  }
}

function describedMethod(stored: Prisma.JsonValue): DescribedMethod | null {
  const method = readQuotedMethod(stored);
  const rate = readQuotedRate(stored);
  return method && { ...method, ...(rate === null ? {} : { rate }) };
}
