import type { DetailName } from "./checkout/detail-names.ts";
import type { QuoteChange } from "./checkout/quote-change.ts";
import type { DetailProblem } from "./checkout/refused-detail.ts";
import type { DiscountRefusal } from "./discounts/discount-refusal.ts";
import type { DraftOrderState } from "./draft-orders/draft-order-states.ts";
import type { Money } from "./money.ts";
import type { PaymentRisk } from "./payments/payment-risks.ts";
import type { DiscrepancyState } from "./reconciliation/discrepancy-kinds.ts";
import type { CarrierProblem } from "./shipping/carrier-problems.ts";
import type { ShippingArea } from "./shipping/shipping-area.ts";
import type { InvitationEnd, StaffRole } from "./staff/staff-states.ts";
import type { CheckoutAudience } from "./switches/switch-names.ts";
import type { UnknownPaymentState } from "./unknown-payments/unknown-payment-states.ts";

/** One line of a cart or checkout that asks for more than is available. */
export interface Shortage {
  variantId: string;
  /** Product and variant, as shown to the customer. */
  title: string;
  /** When a bookable service begins; left out for everything else. */
  startsAt?: string;
  requested: number;
  available: number;
  /** The service does not begin at this time, however many places it has: it is over, too soon, too far ahead, or the shop is closed. */
  isOffered?: false;
  /** The minute from which some that others have reserved may be free again, as an ISO instant; left out: nobody has. */
  mayReturnAt?: string;
}

/** Something a product lacks before it can be sold. `variant` is the variant's label for staff. */
export type MissingPart =
  | { part: "description" | "variants" | "option_name" }
  | { part: "resources" }
  | { part: "duration"; variant: string }
  | { part: "file"; variant: string }
  | { part: "price"; variant: string; currency: string }
  | { part: "variant_title"; variant: string };

/**
 * Every refusal of the API with its details. Each app has a message for every code (`messages.ts`); a code without one
 * does not compile.
 */
export interface RefusalDetails {
  /** A page of a list was asked for after something that is no row of it. */
  CURSOR_INVALID: Record<never, never>;
  PRODUCT_NOT_FOUND: Record<never, never>;
  /** Somebody else saved it since this page was loaded. `by` is null if that was not recorded. */
  PRODUCT_CHANGED: { by: string | null; at: string | null };
  DROP_CHANGED: { by: string | null; at: string | null };
  /** What is missing before customers may see it, or what must not be removed while they see it. */
  PRODUCT_NOT_READY: { missing: MissingPart[] };
  CATEGORY_NOT_FOUND: Record<never, never>;
  /** Somebody else saved it since this page was loaded. `by` is null if that was not recorded. */
  CATEGORY_CHANGED: { by: string | null; at: string | null };
  CATEGORY_NAME_TAKEN: { name: string };
  /** These discounts hold for it; some of their names, and how many there are. */
  CATEGORY_IN_USE: { discounts: string[]; count: number };
  /** The most categories that a shop can have. */
  CATEGORY_LIMIT: { max: number };
  RESOURCE_NOT_FOUND: Record<never, never>;
  /** Somebody else saved it since this page was loaded. `by` is null if that was not recorded. */
  RESOURCE_CHANGED: { by: string | null; at: string | null };
  RESOURCE_NAME_TAKEN: { name: string };
  /** The most resources that a shop can have. */
  RESOURCE_LIMIT: { max: number };
  /** The most blocks of a resource that have not ended. */
  RESOURCE_BLOCK_LIMIT: { max: number };
  /** Somebody has removed it. */
  RESOURCE_BLOCK_NOT_FOUND: Record<never, never>;
  /** Somebody has moved it to these instants since it was read. */
  RESOURCE_BLOCK_CHANGED: { startsAt: string; endsAt: string };
  BOOKING_NOT_FOUND: Record<never, never>;
  /** It was cancelled or refunded, its money is on its way back, or it was never paid. */
  BOOKING_NOT_ACTIVE: Record<never, never>;
  /** The booked time has begun. */
  BOOKING_HAS_BEGUN: { startsAt: string };
  /** It has not begun yet. */
  BOOKING_NOT_BEGUN: { startsAt: string };
  /** Customers can't move it in its last hours. */
  BOOKING_MOVE_TOO_LATE: { hours: number };
  /** No room or person is free then, or the service does not begin then. */
  BOOKING_TIME_TAKEN: { startsAt: string };
  BOOKING_TIME_PAST: { startsAt: string };
  /** The service does not begin at this time: it is over, too soon, too far ahead, or the shop is closed then. */
  BOOKING_TIME_NOT_OFFERED: { title: string; startsAt: string };
  /** A bookable service without a time, or a time for something else. */
  BOOKING_TIME_MISMATCH: { title: string; isBookable: boolean };
  /** It was moved meanwhile, to this time. */
  BOOKING_CHANGED: { startsAt: string };
  /** Another amount goes back now than the customer was told. */
  BOOKING_REFUND_CHANGED: { refund: Money; price: Money };
  /** Somebody else changed the opening hours in between; null: unknown who. */
  SHOP_HOURS_CHANGED: { by: string | null; at: string | null };
  SLUG_TAKEN: { slug: string };
  /** The product was published before: links may lead to this address. */
  SLUG_FIXED: { slug: string };
  SKU_TAKEN: { sku: string };
  /** Orders, reservations or stock movements refer to it: it can be archived, not deleted. */
  VARIANT_IN_USE: { title: string };
  PICTURE_NOT_FOUND: Record<never, never>;
  PICTURE_LIMIT: { max: number };
  PICTURE_REFUSED: { why: "not_a_picture" | "too_many_bytes" | "too_many_pixels" };
  /** A variant has no such file, or the upload is no longer there. */
  FILE_NOT_FOUND: Record<never, never>;
  /** The most files of a variant. */
  FILE_LIMIT: { max: number };
  /** A product has no such preview. */
  PREVIEW_NOT_FOUND: Record<never, never>;
  PREVIEW_LIMIT: { max: number };
  /** The same bytes are sold, or are a preview: what is sold is no preview. */
  PREVIEW_IS_SOLD: Record<never, never>;
  FILE_REFUSED: { why: "empty" | "too_many_bytes" };
  /** Somebody else has allowed further downloads since the page was loaded. `extra` are allowed now. */
  DOWNLOADS_CHANGED: { seen: number; extra: number };
  /** The storage of files does not answer, or refuses. Nothing was changed. */
  STORAGE_UNAVAILABLE: Record<never, never>;
  /** Not on sale: unpublished, or a drop that has not opened. `opensAt` is an ISO instant. */
  /** The product is a drop, and it is not this customer's turn; `slug` is that of its page, where they wait in line. */
  NOT_YOUR_TURN: { title: string; slug: string };
  /** Joining a line asks for the solution of a puzzle: this one is wrong, too old, or of another browser. */
  PUZZLE_NOT_SOLVED: Record<never, never>;
  /** The product is no drop, or its line is closed. */
  DROP_NOT_FOUND: Record<never, never>;
  /** Only what is shipped and counted can be a drop. */
  DROP_NEEDS_STOCK: Record<never, never>;
  /** People wait in its line: in which order they are served stays. */
  DROP_ORDER_FIXED: Record<never, never>;
  /** Its line lets people in. */
  DROP_OPEN: Record<never, never>;
  NOT_ON_SALE: { title: string; opensAt: string | null };
  OUT_OF_STOCK: { lines: Shortage[] };
  QUANTITY_LIMIT: { max: number };
  /** Above the maximum of one payment. `max` is null when only Stripe knows it. */
  TOTAL_TOO_HIGH: { max: Money | null };
  /** Below the minimum of one payment. `min` is null when only Stripe knows it. */
  TOTAL_TOO_LOW: { min: Money | null };
  CART_EMPTY: Record<never, never>;
  /** The cart differs from the checkout: the checkout must be started again. */
  CART_CHANGED: Record<never, never>;
  /** No discount has this code. */
  DISCOUNT_CODE_UNKNOWN: { code: string };
  /** Its discount has ended. `endsAt` is an ISO instant. */
  DISCOUNT_CODE_ENDED: { code: string; endsAt: string };
  /** Staff have switched discounts off. */
  DISCOUNTS_OFF: Record<never, never>;
  DISCOUNT_CODES_LIMIT: { max: number };
  DISCOUNT_NOT_FOUND: Record<never, never>;
  /** Somebody else saved it since this page was loaded. */
  DISCOUNT_CHANGED: { by: string | null; at: string | null };
  /** A limit can't be below the uses so far. */
  DISCOUNT_LIMIT_REACHED: { uses: number };
  DISCOUNT_CODE_TAKEN: { code: string };
  /** Too long before the random part of generated codes: at most so many characters. */
  DISCOUNT_CODE_TOO_LONG: { max: number };
  /** The price differs from the quote that the customer has seen. Nothing was charged. */
  QUOTE_CHANGED: {
    changes: QuoteChange[];
    /** The names of the methods, if it is another one than the customer has seen; null: the same. */
    shippingMethod: { before: string; after: string } | null;
    /** Codes that took something off the price which the customer has seen, and no longer do. */
    codes: { code: string; refusal: DiscountRefusal }[];
  };
  /** An order whose payment failed can't be sent to where it would cost something else. Its country. */
  ORDER_DESTINATION_FIXED: { country: string };
  CHECKOUT_NOT_FOUND: Record<never, never>;
  /** Stripe or the shop refuses the value of this field. Nothing was charged. */
  DETAILS_REFUSED: { field: DetailName; problem: DetailProblem };
  /** The shop does not ship to this country (ISO 3166-1 alpha-2). */
  COUNTRY_NOT_SERVED: { country: string };
  /** No shipping method takes these goods to the address. Nothing was charged. */
  NO_SHIPPING_METHOD: Record<never, never>;
  SHIPPING_ZONE_NOT_FOUND: Record<never, never>;
  /** Somebody else saved it since this page was loaded. `by` is null if that was not recorded. */
  SHIPPING_ZONE_CHANGED: { by: string | null; at: string | null };
  SHIPPING_ZONE_NAME_TAKEN: { name: string };
  /** The area at this place of the list belongs to another zone, or overlaps with one that does. */
  SHIPPING_AREA_TAKEN: { place: number; area: ShippingArea; zone: string; taken: ShippingArea };
  /** The most zones that a shop can have. */
  SHIPPING_ZONE_LIMIT: { max: number };
  /** Somebody else changed sender or boxes in between; null: unknown who. */
  SHIPPING_ORIGIN_CHANGED: { by: string | null; at: string | null };
  PARCELS_CHANGED: { by: string | null; at: string | null };
  /** Labels can't be bought: the carrier service has no key, or nobody has entered who sends. */
  LABELS_NOT_SET_UP: { missing: "key" | "sender" };
  /** The order has no delivery address, as with pick-up. */
  LABEL_NEEDS_ADDRESS: Record<never, never>;
  /** The parcel passes customs, and nobody has entered where these goods were made. */
  LABEL_NEEDS_ORIGIN: { goods: string[] };
  BOX_NOT_FOUND: Record<never, never>;
  /** More than the box may weigh, in grams. */
  LABEL_TOO_HEAVY: { box: string; maxGrams: number };
  /** The carrier service refuses. Nothing was bought; `said` is its message. */
  LABEL_REFUSED: { problem: CarrierProblem; said: string | null };
  /** The carrier service does not answer. Nothing was bought. */
  CARRIER_UNAVAILABLE: { problem: CarrierProblem };
  LABEL_NOT_FOUND: Record<never, never>;
  /** Another label of this order, or this one for another rate, is being bought or was bought. */
  LABEL_BEING_BOUGHT: Record<never, never>;
  LABEL_NOT_VOIDABLE: { because: "not_bought" | "on_its_way" | "delivered" };
  /** The customer asked for a currency that the shop does not sell in (any more). */
  CURRENCY_NOT_OFFERED: { currency: string };
  /** Somebody else has saved the currencies since the editor loaded them. */
  CURRENCY_SETTINGS_CHANGED: { by: string | null; at: string | null };
  /** A base currency that published products have no price in; some of their titles. */
  BASE_PRICES_MISSING: { currency: string; count: number; products: string[] };
  /** A rate by hand that was never typed in. */
  EXCHANGE_RATE_MISSING: { currency: string };
  /** Somebody else changed the settings of tax in between; null: unknown who. */
  TAX_SETTINGS_CHANGED: { by: string | null; at: string | null };
  /** Stripe Tax does not answer, and the shop charges nobody without it. Nothing was charged. */
  TAX_UNAVAILABLE: Record<never, never>;
  INVOICE_NOT_FOUND: Record<never, never>;
  /** Too many for one file. */
  INVOICES_LIMIT: { max: number };
  /** Somebody else changed the shop's settings in between; null: unknown who. */
  /** Invoices need it as long as the shop is registered for tax. */
  SELLER_NEEDED: { field: "addressLines" | "vatId" };
  SHOP_SETTINGS_CHANGED: { by: string | null; at: string | null };
  /** Somebody else has changed this switch since the page was loaded; null: unknown who. */
  SWITCH_CHANGED: { by: string | null; at: string | null };
  /** The environment's variable SWITCHES says what this switch is: it can't be changed here. */
  SWITCH_FIXED: Record<never, never>;
  /** New checkouts are limited, and this visitor may begin none. `message` is what staff have written; may be empty. */
  CHECKOUTS_LIMITED: { audience: CheckoutAudience; message: string };
  /** Somebody else changed who is told of alerts in between; null: unknown who. */
  ALERT_SETTINGS_CHANGED: { by: string | null; at: string | null };
  /** There is no address that takes messages. */
  ALERT_ADDRESS_MISSING: Record<never, never>;
  ALERT_NOT_FOUND: Record<never, never>;
  DRAFT_ORDER_NOT_FOUND: Record<never, never>;
  /** Somebody else saved or sent it since this page was loaded. `by` is null if that was not recorded. */
  DRAFT_ORDER_CHANGED: { by: string | null; at: string | null };
  /** What it lacks before it can be sent. */
  DRAFT_ORDER_INCOMPLETE: { missing: "lines" | "email" };
  /** It can't be changed, sent or prolonged like this any more. */
  DRAFT_ORDER_OVER: { state: DraftOrderState };
  /** No link has this address: it is cut short, or the shop has sent a newer one. */
  PAYMENT_LINK_NOT_FOUND: Record<never, never>;
  /** The shop has changed the order since the page was loaded. Nothing was charged. */
  PAYMENT_LINK_CHANGED: Record<never, never>;
  /** The goods are not reserved any more: nobody paid in time, or the shop called the order off. */
  PAYMENT_LINK_ENDED: { because: "expired" | "cancelled"; email: string; phone: string | null };
  /** The reservation has ended; nothing was charged. */
  HOLD_EXPIRED: Record<never, never>;
  HOLD_EXTENSION_LIMIT: { max: number };
  /** Staff ended the reservation by hand; nothing was charged. */
  HOLD_RELEASED: Record<never, never>;
  /** Staff could not release the reservation, as its payment could not be cancelled at Stripe. */
  HOLD_NOT_RELEASED: { because: "bank_is_deciding" | "stripe_unavailable" };
  VARIANT_NOT_FOUND: Record<never, never>;
  /** The stock has changed since the clerk loaded it: units were sold, received or corrected. */
  STOCK_CHANGED: { seen: number; onHand: number; held: number };
  /** Less than the units that are reserved now. */
  STOCK_HELD: { wanted: number; onHand: number; held: number };
  /** Somebody else has changed the threshold in between. */
  THRESHOLD_CHANGED: { seen: number; threshold: number };
  /** This cart has been ordered already. `orderPath` is the signed path of its order. */
  ALREADY_PAID: { orderPath: string };
  /** The customer's bank decides about the payment, which takes days. The order must not be paid again meanwhile. */
  PAYMENT_PROCESSING: { orderPath: string; orderNumber: string };
  /** The customer pressed Pay before, and Stripe can't be asked for the outcome. */
  PAYMENT_UNCERTAIN: Record<never, never>;
  /** The order is there as soon as Stripe has confirmed the payment, which has not happened yet. */
  ORDER_AWAITED: Record<never, never>;
  /** Stripe could not be reached, or answered with a server error. Nothing was charged. */
  PAYMENT_UNAVAILABLE: Record<never, never>;
  /**
   * Others pay, and Stripe takes no more payments just now. The customer has this place in line, and their goods stay reserved; the
   * page asks again, and keeps the place by that. `seconds`: about how long it takes.
   */
  PAYMENT_QUEUED: { place: number; seconds: number; retryAfterSeconds: number };
  ORDER_NOT_FOUND: Record<never, never>;
  ORDER_CANNOT_MOVE: { from: string; to: string };
  /** Part of the order has shipped, so it can't be cancelled any more. */
  ORDER_HAS_SHIPPED: Record<never, never>;
  /** The customer's bank decides about the payment; Stripe can't cancel it before. */
  PAYMENT_UNDECIDED: Record<never, never>;
  /** No money is authorized for the order any more: it was captured or released. */
  NOTHING_TO_CAPTURE: Record<never, never>;
  /** Its authorized money is being captured, so that nothing can be cancelled of it any more. */
  CAPTURE_REQUESTED: Record<never, never>;
  /** Nothing of the order would be left: it is cancelled as a whole. */
  NOTHING_LEFT_TO_CHARGE: Record<never, never>;
  /** All units have shipped or were refunded. */
  NOTHING_TO_SHIP: Record<never, never>;
  /** More units than these lines have left to ship. */
  SHIP_TOO_MUCH: { lines: { title: string; requested: number; open: number }[] };
  /** The payment has these risks. Shipping the order needs the clerk's confirmation of each. */
  ORDER_AT_RISK: { risks: PaymentRisk[] };
  /** The payment is under review at Stripe: nothing is shipped before that ends. */
  ORDER_IN_REVIEW: Record<never, never>;
  DISPUTE_NOT_FOUND: Record<never, never>;
  /** The bank takes no more evidence, or there is nothing to accept (an inquiry is refunded instead). */
  DISPUTE_NOT_ANSWERABLE: {
    because: "closed" | "past_due" | "submitted" | "inquiry" | "appeal" | "being_answered";
  };
  EVIDENCE_EMPTY: Record<never, never>;
  /** Characters of all texts together. */
  EVIDENCE_TOO_LONG: { length: number; max: number };
  /** Stripe refused the evidence. `field` is one of `evidenceFields`, if Stripe named one; `said` is Stripe's message. */
  EVIDENCE_REFUSED: { field: string | null; said: string };
  /** Other texts were saved since the form was read, here or in Stripe's dashboard. */
  EVIDENCE_CHANGED: { draftVersion: string };
  FRAUD_WARNING_NOT_FOUND: Record<never, never>;
  /** The line belongs to another order. */
  ORDER_LINE_NOT_FOUND: Record<never, never>;
  SHIPMENT_NOT_FOUND: Record<never, never>;
  /** Somebody has corrected its carrier or tracking in the meantime: these are stored now. */
  SHIPMENT_CHANGED: { carrier: string; trackingNumber: string | null; trackingUrl: string | null };
  /** More than is left of the payment. */
  REFUND_TOO_MUCH: { refundable: Money };
  /** A bank has taken this money back in a dispute: a refund would pay the customer twice. */
  REFUND_DISPUTED: { refundable: Money; disputed: Money };
  /** Nothing was paid, or these goods have been refunded already. */
  REFUND_NOT_POSSIBLE: Record<never, never>;
  /** Stripe refunds only multiples of `step` in this currency. */
  REFUND_TOO_FINE: { step: Money };
  REFUND_NOT_FOUND: Record<never, never>;
  /**
   * A failed refund can't be retried or paid another way: it has not failed, was retried or paid already, the customer's
   * bank has taken the money, or the payment has too little left.
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
  /** The customer gets no goods for this money, so it must be refunded. */
  REFUND_STILL_OWED: Record<never, never>;
  /** No decision about the goods of this refund is open: it was made here, it failed, or all units are back in stock. */
  REFUND_GOODS_NOT_ASKED: Record<never, never>;
  /** Somebody else has decided about the goods before, in another way. */
  REFUND_GOODS_DECIDED: { by: string | null };
  /** Units of a line were returned to stock or taken out since the clerk loaded it. `seen` were back then, `back` are now. */
  GOODS_CHANGED: { title: string; seen: number; back: number };
  /** More units than the line has left. */
  GOODS_TOO_MANY: { title: string; wanted: number; left: number };
  /** The order lacks no units, so none are taken out of stock for it. */
  GOODS_NOT_LACKING: Record<never, never>;
  /** The request id was used for another request before. */
  REQUEST_ID_TAKEN: Record<never, never>;
  /** No payment without an order has this id. */
  UNKNOWN_PAYMENT_NOT_FOUND: Record<never, never>;
  /** Somebody has decided about it meanwhile, or its order exists now. `by` is null if no person decided. */
  UNKNOWN_PAYMENT_DECIDED: { state: UnknownPaymentState; by: string | null };
  /** No such webhook event is stored. */
  EVENT_NOT_FOUND: Record<never, never>;
  /** The job has ended meanwhile, or runs now. */
  JOB_NOT_FAILED: Record<never, never>;
  /** Nobody would do what the job was to do. */
  JOB_NOT_DISCARDABLE: Record<never, never>;
  SYNC_RUN_NOT_FOUND: Record<never, never>;
  RECONCILIATION_RUN_NOT_FOUND: Record<never, never>;
  /** The window by hand begins in the future. */
  RECONCILIATION_WINDOW_AHEAD: Record<never, never>;
  /** Customers are asked about a payment that was made, and for some time. */
  FEEDBACK_CLOSED: Record<never, never>;
  PAYOUT_NOT_FOUND: Record<never, never>;
  MESSAGE_NOT_FOUND: Record<never, never>;
  /** A colleague has answered, closed or reopened it since it was shown. */
  MESSAGE_CHANGED: Record<never, never>;
  DISCREPANCY_NOT_FOUND: Record<never, never>;
  /** It is not open any more. `by` is null if the shop itself or Stripe ended it. */
  DISCREPANCY_CLOSED: { state: Exclude<DiscrepancyState, "open">; by: string | null };
  /** It is about something else now than what was dismissed. */
  DISCREPANCY_CHANGED: Record<never, never>;
  /** Somebody on the staff has this address already. */
  STAFF_EXISTS: { email: string };
  /** The demo's password, which everybody can read, opens no real shop. */
  PASSWORD_IS_PUBLIC: Record<never, never>;
  STAFF_NOT_FOUND: Record<never, never>;
  /** Somebody has given them this role since it was read. */
  STAFF_ROLE_CHANGED: { seen: StaffRole; role: StaffRole };
  /** An invitation to this address is open: resend or revoke it. */
  INVITATION_OPEN: { email: string };
  INVITATION_NOT_FOUND: Record<never, never>;
  /** The invitation can't be used any more. */
  INVITATION_OVER: { because: InvitationEnd };
  /** The shop always has an owner. */
  LAST_OWNER: Record<never, never>;
  /** The most units of all lines of a checkout together. */
  UNITS_LIMIT: { max: number };
  /** Too many unpaid checkouts of this network have reserved stock. */
  TOO_MANY_HOLDS: { retryAfterSeconds: number };
  /**
   * More than the share of the stock, or of a service's places on a day (`startsAt`: the first of the times), that one network
   * may reserve without paying. `retryAfterSeconds`: until the first reservation of another client on the network ends; null:
   * there is none.
   */
  HOLD_SHARE_TAKEN: { lines: Shortage[]; retryAfterSeconds: number | null };
  /** Too many requests, from one address or from all clients together. */
  TOO_MANY_REQUESTS: { retryAfterSeconds: number };
  /** The server has more requests than it can answer in time. Nothing was done. */
  SHOP_BUSY: { retryAfterSeconds: number };
  NOT_SIGNED_IN: Record<never, never>;
  /** Signed in, but this role may not do it. */
  NOT_ALLOWED: { role: StaffRole };
}

export type RefusalCode = keyof RefusalDetails;

/** A refusal as the browser gets it, in `error.data.refusal`. */
export type Refusal = { [Code in RefusalCode]: { code: Code; details: RefusalDetails[Code] } }[RefusalCode];
