import type { DetailName } from "./checkout/detail-names.ts";
import type { DetailProblem } from "./checkout/refused-detail.ts";
import type { Money } from "./money.ts";
import type { PaymentRisk } from "./payments/payment-risks.ts";
import type { InvitationEnd, StaffRole } from "./staff/staff-states.ts";
import type { UnknownPaymentState } from "./unknown-payments/unknown-payment-states.ts";

/** One line of a cart or checkout that wants more than there is. */
export interface Shortage {
  variantId: string;
  /** Product and variant, as shown to the customer. */
  title: string;
  requested: number;
  available: number;
}

/** One thing a product lacks before it can be sold. `variant` is how staff call the variant it concerns. */
export type MissingPart =
  | { part: "description" | "variants" | "option_name" }
  | { part: "price"; variant: string; currency: string }
  | { part: "variant_title"; variant: string };

/**
 * Every refusal the shop can answer with, and the facts that come with it. The apps turn each into words
 * (`messages.ts`); a code without words does not compile.
 */
export interface RefusalDetails {
  PRODUCT_NOT_FOUND: Record<never, never>;
  /** Somebody else saved it since this page was loaded. `by` is null when nobody wrote down who. */
  PRODUCT_CHANGED: { by: string | null; at: string | null };
  /** What is missing before customers may see it; and what may not be taken away while they do. */
  PRODUCT_NOT_READY: { missing: MissingPart[] };
  SLUG_TAKEN: { slug: string };
  /** It was published before: links may lead to this address. */
  SLUG_FIXED: { slug: string };
  SKU_TAKEN: { sku: string };
  /** Orders, holds or stock movements speak of it: it can be archived, not deleted. */
  VARIANT_IN_USE: { title: string };
  PICTURE_NOT_FOUND: Record<never, never>;
  PICTURE_LIMIT: { max: number };
  PICTURE_REFUSED: { why: "not_a_picture" | "too_many_bytes" | "too_many_pixels" };
  /** Not on sale: unpublished, or a drop that has not opened. `opensAt` is an ISO instant. */
  NOT_ON_SALE: { title: string; opensAt: string | null };
  OUT_OF_STOCK: { lines: Shortage[] };
  QUANTITY_LIMIT: { max: number };
  /** More than one payment can be. `max` is null when only Stripe knows it. */
  TOTAL_TOO_HIGH: { max: Money | null };
  /** Less than one payment can be. `min` is null when only Stripe knows it. */
  TOTAL_TOO_LOW: { min: Money | null };
  CART_EMPTY: Record<never, never>;
  /** The cart holds something else than the checkout that was asked about; start the checkout again. */
  CART_CHANGED: Record<never, never>;
  CHECKOUT_NOT_FOUND: Record<never, never>;
  /** Stripe does not take what stands in this field of the checkout. Nothing was charged. */
  DETAILS_REFUSED: { field: DetailName; problem: DetailProblem };
  /** The shop does not send there. `country` is ISO 3166-1 alpha-2. */
  COUNTRY_NOT_SERVED: { country: string };
  /** The hold on the stock has ended; nothing was charged. */
  HOLD_EXPIRED: Record<never, never>;
  HOLD_EXTENSION_LIMIT: { max: number };
  /** Staff ended the reservation by hand; nothing was charged. */
  HOLD_RELEASED: Record<never, never>;
  /** Staff could not end a reservation, as its payment could not be cancelled at Stripe. */
  HOLD_NOT_RELEASED: { because: "bank_is_deciding" | "stripe_unavailable" };
  VARIANT_NOT_FOUND: Record<never, never>;
  /** The stock is not what the clerk saw: something was sold, received or corrected in between. */
  STOCK_CHANGED: { seen: number; onHand: number; held: number };
  /** Less than what customers hold just now. */
  STOCK_HELD: { wanted: number; onHand: number; held: number };
  /** Somebody else has set another threshold in between. */
  THRESHOLD_CHANGED: { seen: number; threshold: number };
  /** This cart has been paid for already. `orderPath` is the signed path of its order. */
  ALREADY_PAID: { orderPath: string };
  /** The customer's bank is deciding about the order's payment, which takes days: it must not be paid again meanwhile. */
  PAYMENT_PROCESSING: { orderPath: string; orderNumber: string };
  /** The customer pressed Pay before, and Stripe can't be asked how that ended. */
  PAYMENT_UNCERTAIN: Record<never, never>;
  /** Stripe could not be reached, or answered with a fault of its own. Nothing was charged. */
  PAYMENT_UNAVAILABLE: Record<never, never>;
  ORDER_NOT_FOUND: Record<never, never>;
  ORDER_CANNOT_MOVE: { from: string; to: string };
  /** Part of it has left, so it can't be cancelled any more. */
  ORDER_HAS_SHIPPED: Record<never, never>;
  /** The customer's bank is deciding, and until then Stripe does not cancel. */
  PAYMENT_UNDECIDED: Record<never, never>;
  /** Everything that was bought has shipped or was refunded. */
  NOTHING_TO_SHIP: Record<never, never>;
  /** More than what is left of these lines, as others have shipped or were refunded. */
  SHIP_TOO_MUCH: { lines: { title: string; requested: number; open: number }[] };
  /** Its money is disputed, lost, suspect, or was to go back and did not: whoever ships it says that they have seen these. */
  ORDER_AT_RISK: { risks: PaymentRisk[] };
  /** Stripe has put its payment under review: nothing is packed before that ends. */
  ORDER_IN_REVIEW: Record<never, never>;
  DISPUTE_NOT_FOUND: Record<never, never>;
  /** The bank takes no (more) evidence, or there is nothing to accept: an inquiry is refunded instead. */
  DISPUTE_NOT_ANSWERABLE: {
    because: "closed" | "past_due" | "submitted" | "inquiry" | "appeal" | "being_answered";
  };
  EVIDENCE_EMPTY: Record<never, never>;
  /** Characters of all texts together. */
  EVIDENCE_TOO_LONG: { length: number; max: number };
  /** Stripe did not take the evidence. `field` is one of `evidenceFields`, if Stripe named one; `said` is its own words. */
  EVIDENCE_REFUSED: { field: string | null; said: string };
  FRAUD_WARNING_NOT_FOUND: Record<never, never>;
  /** A line of another order. */
  ORDER_LINE_NOT_FOUND: Record<never, never>;
  SHIPMENT_NOT_FOUND: Record<never, never>;
  /** More than what is left of the payment. */
  REFUND_TOO_MUCH: { refundable: Money };
  /** A bank has taken this money back in a dispute: refunding it would give it to the customer twice. */
  REFUND_DISPUTED: { refundable: Money; disputed: Money };
  /** Nothing was paid, or these goods have been refunded already. */
  REFUND_NOT_POSSIBLE: Record<never, never>;
  REFUND_NOT_FOUND: Record<never, never>;
  /**
   * Making a failed refund again, or paying it another way, would not help: it has not failed, was made again or paid
   * already, the customer's bank has taken the money, or so much is no longer left.
   */
  REFUND_NOT_RETRIABLE: {
    because:
      | "not_failed"
      | "tried_again"
      | "paid_another_way"
      | "waived"
      | "charge_disputed"
      | "refunded_meanwhile";
  };
  /** The customer gets no goods for this money: it must go back. */
  REFUND_STILL_OWED: Record<never, never>;
  /** Where the goods of this refund are is not in question: it was made here, did not happen, or all are in stock again. */
  REFUND_GOODS_NOT_ASKED: Record<never, never>;
  /** Somebody has said before where its goods are, and said something else. */
  REFUND_GOODS_DECIDED: { by: string | null };
  /** Pieces of a line came back to stock, or were taken out again, since the clerk looked: so many were back, and are. */
  GOODS_CHANGED: { title: string; seen: number; back: number };
  /** More pieces of a line than there can be. */
  GOODS_TOO_MANY: { title: string; wanted: number; left: number };
  /** Nothing of this order was sold on, so nothing must be taken out of stock for it. */
  GOODS_NOT_LACKING: Record<never, never>;
  /** The id that stands for one press of a button was used for something else before. */
  REQUEST_ID_TAKEN: Record<never, never>;
  /** No payment without an order has this id. */
  UNKNOWN_PAYMENT_NOT_FOUND: Record<never, never>;
  /** Somebody has decided about it meanwhile, or its order is there. `by` is null when the shop itself did. */
  UNKNOWN_PAYMENT_DECIDED: { state: UnknownPaymentState; by: string | null };
  /** No such event is in the inbox. */
  EVENT_NOT_FOUND: Record<never, never>;
  SYNC_RUN_NOT_FOUND: Record<never, never>;
  /** Somebody on the staff has this address already. */
  STAFF_EXISTS: { email: string };
  STAFF_NOT_FOUND: Record<never, never>;
  /** An invitation to this address is open: resend or revoke it. */
  INVITATION_OPEN: { email: string };
  INVITATION_NOT_FOUND: Record<never, never>;
  /** The invitation can't be used any more. */
  INVITATION_OVER: { because: InvitationEnd };
  /** The shop always has an owner. */
  LAST_OWNER: Record<never, never>;
  /** One checkout takes so many units of everything together. */
  UNITS_LIMIT: { max: number };
  /** This network holds goods of so many unpaid checkouts that it gets no more for now. */
  TOO_MANY_HOLDS: { retryAfterSeconds: number };
  /**
   * More than the share of these goods that one network may hold unpaid. `retryAfterSeconds`: when some of what others on
   * it hold is over; null: nobody else on it holds any.
   */
  HOLD_SHARE_TAKEN: { lines: Shortage[]; retryAfterSeconds: number | null };
  /** Asked for too often, from one address or by everybody together: it may be asked again after so many seconds. */
  TOO_MANY_REQUESTS: { retryAfterSeconds: number };
  /** More people are in the shop than it can serve in time. Nothing was done. */
  SHOP_BUSY: { retryAfterSeconds: number };
  NOT_SIGNED_IN: Record<never, never>;
  /** Signed in, but this is for others. */
  NOT_ALLOWED: { role: StaffRole };
}

export type RefusalCode = keyof RefusalDetails;

/** A refusal as it travels to the browser, under `error.data.refusal`. */
export type Refusal = { [Code in RefusalCode]: { code: Code; details: RefusalDetails[Code] } }[RefusalCode];
