import { type CheckoutDetails, refusedDetail } from "@dualtrack/contract";
import type { Stripe, StripeElements, StripeError } from "@stripe/stripe-js";
import { errorMessage, paymentMessage } from "../../messages.ts";
import { isTemporary, RefusedElsewhere, refusalOf, refusedWith } from "../../server/refusals.ts";
import { type CheckoutView, trpcClient } from "../../server/trpc.ts";
import { billingDetailsOf } from "./billing-details.ts";
import type { CheckoutProof } from "./checkout-proof.ts";
import { LeftLine, sendInTurn } from "./payment-line.ts";

/** A payment that the customer has made; its secret proves that it is theirs. */
export interface PaidIntent {
  id: string;
  status: string;
  clientSecret: string;
}

/** How a press of the button ended. Except for `paid`, nothing was charged, or `message` says that it is not known. */
export type PaymentOutcome =
  | { kind: "paid"; payment: PaidIntent }
  /** Nothing was due, so the order is placed. */
  | { kind: "ordered"; orderToken: string }
  /** The browser is on its way to Stripe's page, where nothing is charged yet. */
  | { kind: "leaving" }
  /** The price is not the one that the customer has seen. */
  | { kind: "quote_changed"; message: string }
  /** The shop or Stripe refuses the checkout or one of its details. */
  | { kind: "refused"; error: unknown }
  /** Stripe takes no payment for this checkout any more: another tab has ended it. */
  | { kind: "ended" }
  /** The customer has left the line of those who wait to pay. */
  | { kind: "left" }
  | { kind: "failed"; message: string };

/** What a press of the button sends to the shop. */
export interface Press {
  details: CheckoutDetails;
  checkoutId: string;
  /** The quote that the customer has seen. */
  quoteNumber: number;
  proof: CheckoutProof;
  shippingMethodId: string | undefined;
  /** Whether the rest of the order is wanted if a booked time is gone when the payment comes. */
  keepsRestIfLate: boolean;
}

interface PaymentAttempt extends Press {
  stripe: Stripe;
  elements: StripeElements;
  /** Whether a wallet pays: it has asked for the addresses itself, and sends them to Stripe. */
  byWallet: boolean;
  /** The payment is open at Stripe, for what the checkout says now, and is confirmed next. */
  onPrepared(checkout: CheckoutView): void;
}

type Intent = Pick<PaidIntent, "id" | "status">;

const isDone = (intent: Intent | undefined): intent is Intent =>
  intent?.status === "succeeded" || intent?.status === "processing" || intent?.status === "requires_capture";

const unknownOutcome =
  "The connection was lost before your bank answered. Press the button again: a payment is taken once only, so you can't be charged twice.";

/** Has the shop open the payment for the price that the customer has seen, and confirms it at Stripe. Never throws. */
export async function attemptPayment(attempt: PaymentAttempt): Promise<PaymentOutcome> {
  return prepareAndConfirm(attempt).catch(() => ({ kind: "failed", message: unknownOutcome }));
}

/** Has the shop place the order of a checkout for which the customer has seen that nothing is due. Never throws. */
export async function placeFreeOrder(press: Press): Promise<PaymentOutcome> {
  try {
    const prepared = await prepare(press, { byWallet: false });
    if (prepared.orderToken !== null) return { kind: "ordered", orderToken: prepared.orderToken };
    return {
      kind: "quote_changed",
      message: "The price has changed. Nothing was charged. Look at the new total.",
    };
  } catch (error) {
    return notPrepared(error);
  }
}

/** Mails name booked times in it, too. */
const { timeZone } = Intl.DateTimeFormat().resolvedOptions();

/** Has the shop open Stripe's page for the price that the customer has seen, and goes there. Never throws. */
export async function openPaymentPage({ details, proof, ...press }: Press): Promise<PaymentOutcome> {
  try {
    const { checkoutId } = press;
    const prepared = await sendInTurn({ checkoutId, proof }, () =>
      trpcClient.checkout.prepare.mutate({ ...press, ...proof, ...details, timeZone, paymentPage: "stripe" }),
    );
    if (prepared.orderToken !== null) return { kind: "ordered", orderToken: prepared.orderToken };
    if (prepared.pageUrl !== null) return leaveFor(prepared.pageUrl);
    return { kind: "failed", message: "You can pay on this page now. Nothing was charged." };
  } catch (error) {
    return notPrepared(error);
  }
}

/** Where the bank sends the customer after its own page. */
function returnUrl({ linkToken, orderToken }: CheckoutProof): string {
  const url = new URL("/payment/success", location.origin);
  if (orderToken !== undefined) url.searchParams.set("order", orderToken);
  if (linkToken !== undefined) url.searchParams.set("link", linkToken);
  return url.href;
}

function leaveFor(pageUrl: string): PaymentOutcome {
  location.assign(pageUrl);
  return { kind: "leaving" };
}

function prepare({ details, proof, ...press }: Press, { byWallet }: { byWallet: boolean }) {
  const addressFromWallet = byWallet && details.shippingAddress !== null;
  return sendInTurn({ checkoutId: press.checkoutId, proof }, () =>
    trpcClient.checkout.prepare.mutate({ ...press, ...proof, addressFromWallet, ...details, timeZone }),
  );
}

async function prepareAndConfirm({
  stripe,
  elements,
  byWallet,
  onPrepared,
  ...press
}: PaymentAttempt): Promise<PaymentOutcome> {
  const { details } = press;
  const { error: incomplete } = await elements.submit();
  if (incomplete) return { kind: "failed", message: paymentMessage(incomplete) };

  let clientSecret: string;
  try {
    const prepared = await prepare(press, { byWallet });
    if (prepared.orderToken !== null) return { kind: "ordered", orderToken: prepared.orderToken };
    if (prepared.pageUrl !== null) return leaveFor(prepared.pageUrl);
    onPrepared(prepared);
    clientSecret = prepared.payment.clientSecret;
  } catch (error) {
    return notPrepared(error);
  }

  const billing = { payment_method_data: { billing_details: billingDetailsOf(details) } };
  const { error, paymentIntent } = await stripe.confirmPayment({
    elements,
    clientSecret,
    confirmParams: { return_url: returnUrl(press.proof), ...(byWallet ? {} : billing) },
    redirect: "if_required",
  });
  const paid = isDone(paymentIntent) ? paymentIntent : await paidAfterAll(stripe, clientSecret, error);
  if (paid === "unknown") return { kind: "failed", message: unknownOutcome };
  if (paid === "ended") return { kind: "ended" };
  if (paid) return { kind: "paid", payment: { id: paid.id, status: paid.status, clientSecret } };
  const refused = error && refusedDetail(error, { sameBilling: details.billing === null });
  if (refused)
    return { kind: "refused", error: new RefusedElsewhere({ code: "DETAILS_REFUSED", details: refused }) };
  return { kind: "failed", message: paymentMessage(error ?? {}) };
}

function notPrepared(error: unknown): PaymentOutcome {
  if (error instanceof LeftLine) return { kind: "left" };
  if (refusedWith(error, "QUOTE_CHANGED")) return { kind: "quote_changed", message: errorMessage(error) };
  const isOver = !isTemporary(error) || refusedWith(error, "PAYMENT_UNCERTAIN");
  if (refusalOf(error) && isOver) return { kind: "refused", error };
  const message = errorMessage(error);
  return { kind: "failed", message: refusalOf(error) ? message : `${message} Nothing was charged.` };
}

/** An error may hide a payment: one from another tab, or an attempt whose answer was lost. */
async function paidAfterAll(
  stripe: Stripe,
  clientSecret: string,
  error: StripeError | undefined,
): Promise<Intent | "ended" | "unknown" | null> {
  if (isDone(error?.payment_intent)) return error.payment_intent;
  if (error?.type === "card_error" || error?.type === "validation_error") return null;
  return stripe.retrievePaymentIntent(clientSecret).then(
    ({ paymentIntent }) => {
      if (!paymentIntent) return "unknown";
      const ended = paymentIntent.status === "canceled" || error?.code === "payment_intent_unexpected_state";
      if (isDone(paymentIntent)) return paymentIntent;
      return ended ? "ended" : null;
    },
    () => "unknown",
  );
}
