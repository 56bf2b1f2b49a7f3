import {
  type CheckoutAudience,
  countryName,
  type DetailName,
  type DetailProblem,
  type DiscountRefusal,
  formatMoney,
  type Money,
  type QuoteChange,
  type RefusalCode,
  type RefusalDetails,
  type Shortage,
} from "@dualtrack/contract";
import { isUnreachable, refusalOf, requestIdOf } from "./server/refusals.ts";
import type { OrderEvent } from "./server/trpc.ts";
import { bookedTimeText } from "./slot-texts.ts";

type RefusalMessages = { [Code in RefusalCode]: (details: RefusalDetails[Code]) => string };

/** For refusals of the admin console, which no customer gets. */
const forStaff = () => "This is for the people who run the shop.";

/** What each refusal means to the customer. The pages add what to do next. */
export const refusalMessages: RefusalMessages = {
  PRODUCT_NOT_FOUND: () => "We don't have this product, or no longer.",
  PRODUCT_CHANGED: () => "This product was changed in the meantime.",
  PRODUCT_NOT_READY: () => "This product is not ready to be sold.",
  CATEGORY_NOT_FOUND: () => "We don't have this category, or no longer.",
  DROP_CHANGED: forStaff,
  CATEGORY_CHANGED: forStaff,
  CATEGORY_NAME_TAKEN: forStaff,
  CATEGORY_IN_USE: forStaff,
  CATEGORY_LIMIT: forStaff,
  RESOURCE_NOT_FOUND: forStaff,
  RESOURCE_CHANGED: forStaff,
  RESOURCE_NAME_TAKEN: forStaff,
  RESOURCE_LIMIT: forStaff,
  RESOURCE_BLOCK_LIMIT: forStaff,
  RESOURCE_BLOCK_NOT_FOUND: forStaff,
  RESOURCE_BLOCK_CHANGED: forStaff,
  BOOKING_NOT_FOUND: () => "We can't find this booking.",
  BOOKING_NOT_ACTIVE: () =>
    "This is not booked any more, or its money is on its way back to you. Nothing was changed.",
  BOOKING_HAS_BEGUN: () => "This time has begun, so it can't be changed here any more. Nothing was changed.",
  BOOKING_NOT_BEGUN: forStaff,
  BOOKING_MOVE_TOO_LATE: ({ hours }) =>
    `A booking can be moved until ${hours} h before it begins, and that is over. It stays as it was.`,
  BOOKING_TIME_TAKEN: () =>
    "Someone was faster: that time has just been taken. Your booking is still yours at the time that it had.",
  BOOKING_TIME_PAST: forStaff,
  BOOKING_TIME_NOT_OFFERED: ({ title }) => `${title} can't be booked at this time. Choose another one.`,
  BOOKING_TIME_MISMATCH: ({ title, isBookable }) =>
    isBookable ? `Choose a time for ${title} first.` : `${title} is not booked for a time.`,
  BOOKING_CHANGED: () =>
    "It was moved to another time in the meantime, perhaps in another window. Nothing was changed just now.",
  BOOKING_REFUND_CHANGED: ({ refund, price }) =>
    `What you get back has changed in the meantime: it is ${formatMoney(refund)} of ${formatMoney(price)} now. Nothing was cancelled.`,
  SHOP_HOURS_CHANGED: forStaff,
  SLUG_TAKEN: () => "This address is taken.",
  SLUG_FIXED: () => "This address can't be changed.",
  SKU_TAKEN: () => "This number is taken.",
  VARIANT_IN_USE: () => "This can't be deleted.",
  PICTURE_NOT_FOUND: () => "We can't find this picture.",
  PICTURE_LIMIT: () => "This product has enough pictures.",
  PICTURE_REFUSED: () => "This is not a picture we can use.",
  FILE_NOT_FOUND: () => "We can't find this file.",
  FILE_LIMIT: forStaff,
  DOWNLOADS_CHANGED: forStaff,
  PREVIEW_NOT_FOUND: forStaff,
  PREVIEW_LIMIT: forStaff,
  PREVIEW_IS_SOLD: forStaff,
  FILE_REFUSED: forStaff,
  STORAGE_UNAVAILABLE: () => "Our files can't be reached just now. Try again in a minute.",
  PUZZLE_NOT_SOLVED: () => "Joining took too long. Press the button again.",
  NOT_YOUR_TURN: ({ title }) =>
    `Many people want “${title}”, and they buy in turn. Go to its page to wait in line, or to see when it is your turn. Your cart is kept, and nothing was charged.`,
  DROP_NOT_FOUND: () => "The line for this product is closed.",
  DROP_NEEDS_STOCK: forStaff,
  DROP_ORDER_FIXED: forStaff,
  DROP_OPEN: forStaff,
  NOT_ON_SALE: ({ title, opensAt }) =>
    opensAt ? `${title} goes on sale ${formatDay(opensAt)}.` : `${title} is not on sale at the moment.`,
  OUT_OF_STOCK: ({ lines }) => lines.map((line) => shortageText(line)).join(" "),
  QUANTITY_LIMIT: ({ max }) => `You can buy at most ${max} of these.`,
  TOTAL_TOO_HIGH: ({ max }) =>
    max
      ? `One payment can be ${formatMoney(max)} at most. Take something out of the cart and buy it separately.`
      : "This is more than one payment can be. Take something out of the cart and buy it separately.",
  TOTAL_TOO_LOW: ({ min }) =>
    min
      ? `One payment has to be ${formatMoney(min)} at least. Put something more into the cart, or take a discount code out of it.`
      : "This is less than one payment can be. Put something more into the cart.",
  CART_EMPTY: () => "Your cart is empty.",
  CART_CHANGED: () =>
    "Your cart has changed in the meantime. Nothing was charged. Please look at the new total.",
  ORDER_DESTINATION_FIXED: ({ country }) =>
    `This order was placed for delivery to ${countryName(country)}; to this address, it would cost something else. Use the address of before, or place a new order.`,
  QUOTE_CHANGED: ({ changes, shippingMethod: method, codes }) =>
    `${codes.map(({ code, refusal }) => `${code}: ${codeRefusalText(refusal)} `).join("")}${method ? `Delivery is with “${method.after}” now, not with “${method.before}”.` : "The price has changed."} ${changes.map(changeText).join(" ")} Nothing was charged. If you agree, press the button again.`,
  DISCOUNT_CODE_UNKNOWN: ({ code }) => `There is no code ${code}. Check how it is written.`,
  DISCOUNT_CODE_ENDED: ({ code, endsAt }) => `${code} was valid until ${formatDay(endsAt)}.`,
  DISCOUNTS_OFF: () => "The shop takes no codes at the moment. Your cart is as it was.",
  DISCOUNT_CODES_LIMIT: ({ max }) => `A cart takes at most ${max} codes. Remove one first.`,
  DISCOUNT_NOT_FOUND: forStaff,
  DISCOUNT_CHANGED: forStaff,
  DISCOUNT_LIMIT_REACHED: forStaff,
  DISCOUNT_CODE_TAKEN: forStaff,
  DISCOUNT_CODE_TOO_LONG: forStaff,
  CHECKOUT_NOT_FOUND: () => "This checkout is no longer open. Nothing was charged, and your cart is kept.",
  DETAILS_REFUSED: ({ field, problem }) =>
    `${problemMessages[problem](detailLabels[field])} Nothing was charged.`,
  COUNTRY_NOT_SERVED: ({ country }) => `We don't deliver to ${countryName(country)}. Choose another country.`,
  NO_SHIPPING_METHOD: () =>
    "We have no way to send these items to this address. Nothing was charged. Choose another address, or take something out of the cart.",
  SHIPPING_ZONE_NOT_FOUND: forStaff,
  SHIPPING_ZONE_CHANGED: forStaff,
  SHIPPING_ZONE_NAME_TAKEN: forStaff,
  SHIPPING_AREA_TAKEN: forStaff,
  SHIPPING_ZONE_LIMIT: forStaff,
  SHIPPING_ORIGIN_CHANGED: forStaff,
  PARCELS_CHANGED: forStaff,
  LABELS_NOT_SET_UP: forStaff,
  LABEL_NEEDS_ADDRESS: forStaff,
  LABEL_NEEDS_ORIGIN: forStaff,
  BOX_NOT_FOUND: forStaff,
  LABEL_TOO_HEAVY: forStaff,
  LABEL_REFUSED: forStaff,
  CARRIER_UNAVAILABLE: forStaff,
  LABEL_NOT_FOUND: forStaff,
  LABEL_BEING_BOUGHT: forStaff,
  LABEL_NOT_VOIDABLE: forStaff,
  CURRENCY_NOT_OFFERED: ({ currency }) =>
    `We don't sell in ${currency.toUpperCase()} any more. Choose another currency.`,
  CURRENCY_SETTINGS_CHANGED: forStaff,
  BASE_PRICES_MISSING: forStaff,
  EXCHANGE_RATE_MISSING: forStaff,
  CURSOR_INVALID: forStaff,
  TAX_SETTINGS_CHANGED: forStaff,
  SELLER_NEEDED: forStaff,
  SHOP_SETTINGS_CHANGED: forStaff,
  ALERT_SETTINGS_CHANGED: forStaff,
  ALERT_ADDRESS_MISSING: forStaff,
  ALERT_NOT_FOUND: forStaff,
  INVOICE_NOT_FOUND: () => "There is no such invoice.",
  INVOICES_LIMIT: forStaff,
  SWITCH_CHANGED: forStaff,
  SWITCH_FIXED: forStaff,
  CHECKOUTS_LIMITED: ({ audience }) => checkoutLimitTexts[audience],
  DRAFT_ORDER_NOT_FOUND: forStaff,
  DRAFT_ORDER_CHANGED: forStaff,
  DRAFT_ORDER_INCOMPLETE: forStaff,
  DRAFT_ORDER_OVER: forStaff,
  PAYMENT_LINK_NOT_FOUND: () =>
    "We have no order at this address. It may be cut short, or we have sent you a newer link. Nothing was charged.",
  PAYMENT_LINK_CHANGED: () =>
    "We have changed this order since you opened it, or it is no longer reserved. Nothing was charged.",
  PAYMENT_LINK_ENDED: ({ because, email, phone }) =>
    `${because === "expired" ? "It was reserved for you until now and is not any more" : "We have called this order off"}. Nothing was charged. If you still want it, write to ${email}${phone === null ? "" : ` or call ${phone}`}.`,
  HOLD_EXPIRED: () =>
    "Your reservation of these items has ended. Nothing was charged, and your cart is kept.",
  HOLD_EXTENSION_LIMIT: () =>
    "We can't reserve these items any longer. You can still pay until the time is up.",
  HOLD_RELEASED: () =>
    "The shop has ended the reservation of these items. Nothing was charged, and your cart is kept.",
  HOLD_NOT_RELEASED: () => "This reservation can't be ended just now.",
  VARIANT_NOT_FOUND: () => "We don't have this product, or no longer.",
  STOCK_CHANGED: () => "The stock has changed in the meantime.",
  STOCK_HELD: () => "These items are reserved for somebody else.",
  THRESHOLD_CHANGED: () => "This was changed in the meantime.",
  ALREADY_PAID: () => "This cart has been ordered already. Nothing more was charged.",
  PAYMENT_PROCESSING: ({ orderNumber }) =>
    `Your order ${orderNumber} is placed, and your bank is working on its payment. That can take some days. Please don't pay for it again: we write to you as soon as your bank has decided.`,
  PAYMENT_UNCERTAIN: () =>
    "You pressed Pay before, and the payment service can't be reached just now to ask how that ended. If it went through, your money is safe: the order follows by itself, and its mail. Please don't pay another way meanwhile; this page asks again by itself.",
  ORDER_AWAITED: () => "Stripe has not confirmed your payment to us yet.",
  PAYMENT_QUEUED: ({ place }) =>
    `Many people are paying just now: you are number ${place} in line. Nothing was charged, and your goods stay reserved. Press Pay again in a moment; your place is kept.`,
  PAYMENT_UNAVAILABLE: () =>
    "The payment service can't be reached just now. Nothing was charged, and your cart is kept. Try again in a moment.",
  TAX_UNAVAILABLE: () =>
    "The tax for your address can't be worked out just now. Nothing was charged, and your goods stay reserved. Try again in a moment.",
  ORDER_NOT_FOUND: () => "We can't find this order.",
  ORDER_CANNOT_MOVE: () => "This order can't be changed any more.",
  ORDER_HAS_SHIPPED: () => "This order is on its way already.",
  PAYMENT_UNDECIDED: () => "Your bank is still deciding about this payment.",
  NOTHING_TO_CAPTURE: () => "Nothing is left to charge.",
  CAPTURE_REQUESTED: () => "The card is being charged.",
  NOTHING_LEFT_TO_CHARGE: () => "Nothing of the order would be left.",
  NOTHING_TO_SHIP: () => "Nothing is left to send.",
  SHIP_TOO_MUCH: () => "This is more than what is left to send.",
  DISPUTE_NOT_FOUND: forStaff,
  DISPUTE_NOT_ANSWERABLE: forStaff,
  EVIDENCE_EMPTY: forStaff,
  EVIDENCE_TOO_LONG: forStaff,
  EVIDENCE_REFUSED: forStaff,
  EVIDENCE_CHANGED: forStaff,
  FRAUD_WARNING_NOT_FOUND: forStaff,
  ORDER_AT_RISK: forStaff,
  ORDER_IN_REVIEW: forStaff,
  ORDER_LINE_NOT_FOUND: () => "This is not part of the order.",
  SHIPMENT_NOT_FOUND: () => "We can't find this parcel.",
  SHIPMENT_CHANGED: forStaff,
  REFUND_TOO_MUCH: () => "This is more than what was paid.",
  REFUND_DISPUTED: forStaff,
  REFUND_NOT_POSSIBLE: () => "This can't be refunded.",
  REFUND_TOO_FINE: () => "This can't be refunded.",
  REFUND_NOT_FOUND: forStaff,
  REFUND_STILL_OWED: forStaff,
  REFUND_NOT_RETRIABLE: forStaff,
  REFUND_GOODS_NOT_ASKED: forStaff,
  REFUND_GOODS_DECIDED: forStaff,
  GOODS_CHANGED: forStaff,
  GOODS_TOO_MANY: forStaff,
  GOODS_NOT_LACKING: forStaff,
  REQUEST_ID_TAKEN: () => "This was asked for before, for something else.",
  UNKNOWN_PAYMENT_NOT_FOUND: () => "We can't find that.",
  UNKNOWN_PAYMENT_DECIDED: () => "This has changed since. Load the page again.",
  EVENT_NOT_FOUND: () => "We can't find that.",
  JOB_NOT_FAILED: () => "That did not work.",
  JOB_NOT_DISCARDABLE: () => "That did not work.",
  SYNC_RUN_NOT_FOUND: () => "We can't find that.",
  RECONCILIATION_RUN_NOT_FOUND: forStaff,
  RECONCILIATION_WINDOW_AHEAD: forStaff,
  FEEDBACK_CLOSED: () => "This question is over for this order. Write to us if something is wrong.",
  PAYOUT_NOT_FOUND: forStaff,
  MESSAGE_NOT_FOUND: forStaff,
  MESSAGE_CHANGED: forStaff,
  DISCREPANCY_NOT_FOUND: forStaff,
  DISCREPANCY_CLOSED: forStaff,
  DISCREPANCY_CHANGED: forStaff,
  STAFF_EXISTS: forStaff,
  PASSWORD_IS_PUBLIC: forStaff,
  STAFF_NOT_FOUND: forStaff,
  STAFF_ROLE_CHANGED: forStaff,
  INVITATION_OPEN: forStaff,
  INVITATION_NOT_FOUND: forStaff,
  INVITATION_OVER: forStaff,
  LAST_OWNER: forStaff,
  UNITS_LIMIT: ({ max }) =>
    `One order takes ${max} pieces at most. Take some out of the cart, and buy them separately.`,
  TOO_MANY_HOLDS: ({ retryAfterSeconds }) =>
    `Many people on your network are at the checkout just now. Nothing was charged, and your cart is kept. Try again ${waitText(retryAfterSeconds)}, or from another network.`,
  HOLD_SHARE_TAKEN: ({ lines, retryAfterSeconds }) =>
    [
      ...lines.map(shareText),
      retryAfterSeconds === null
        ? lines.some(({ startsAt }) => startsAt !== undefined)
          ? "Take some out of the cart."
          : "Change the quantity in the cart."
        : `More may be free ${waitText(retryAfterSeconds)}, when others on your network have paid or given up.`,
    ].join(" "),
  TOO_MANY_REQUESTS: ({ retryAfterSeconds }) =>
    `The shop has had too many requests from your network. Try again ${waitText(retryAfterSeconds)}.`,
  SHOP_BUSY: ({ retryAfterSeconds }) =>
    `Very many people are in the shop just now. Nothing was charged. Try again ${waitText(retryAfterSeconds)}.`,
  NOT_SIGNED_IN: () => "Please sign in first.",
  NOT_ALLOWED: () => "This is for others.",
};

/** The labels of the checkout's fields, for the middle of a sentence. */
const detailLabels: Record<DetailName, string> = {
  email: "e-mail address",
  phone: "phone number",
  name: "name",
  country: "country",
  line1: "street",
  line2: "second line of the address",
  postalCode: "postal code",
  city: "city",
  state: "state",
  note: "note",
  companyName: "company's name",
  vatId: "VAT id",
  billingName: "name on the bill",
  billingCountry: "country of the bill",
  billingLine1: "street on the bill",
  billingLine2: "second line of the bill's address",
  billingPostalCode: "postal code on the bill",
  billingCity: "city on the bill",
  billingState: "state on the bill",
};

const problemMessages: Record<DetailProblem, (label: string) => string> = {
  too_long: (label) => `This ${label} is too long for the payment service. Shorten it.`,
  characters: (label) =>
    `This ${label} has a character that the payment service does not take. Write it another way.`,
  not_valid: (label) => `The payment service does not take this ${label}. Check it for mistakes.`,
  not_a_vat_id: (label) => `This is no ${label}: check its digits, or leave it out.`,
  missing: (label) => `The ${label} is missing.`,
  vat_id_unknown: (label) =>
    `The EU's register (VIES) says that no business has this ${label}. Check its digits, or leave it out.`,
};

function shareText({ title, startsAt, available }: Omit<Shortage, "variantId" | "requested">): string {
  if (startsAt !== undefined)
    return available === 0
      ? `Customers on your network hold so much time of ${title} on that day that the rest is kept for others.`
      : `You can hold ${available} ${available === 1 ? "place" : "places"} of ${title} on one day at the moment; the rest is kept for others. Once they are paid, you can book more.`;
  return available === 0
    ? `So much of ${title} is reserved by customers on your network that the rest is kept for others.`
    : `You can have ${available} of ${title} at the moment; the rest is kept for others.`;
}

/** `in 40 seconds`, `in 3 minutes`. */
function waitText(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  if (seconds > 90) return `in ${minutes} minutes`;
  return seconds <= 1 ? "in a second" : `in ${seconds} seconds`;
}

/** `timeZone`: the shop's. Without it, a time is not named: it is the one beside the message. */
export function shortageText(
  { title, startsAt, available, mayReturnAt, isOffered }: Omit<Shortage, "variantId" | "requested">,
  timeZone?: string,
): string {
  const time = startsAt === undefined || timeZone === undefined ? null : bookedTimeText(startsAt, timeZone);
  if (isOffered === false) return `${title}: ${time ?? "this time"} can't be booked any more.`;
  if (startsAt !== undefined)
    return available === 0
      ? `${title}: ${time ?? "this time"} has just been taken.`
      : `${title}: only ${available} ${available === 1 ? "place is" : "places are"} left${time === null ? "" : ` on ${time}`}.`;
  if (available > 0)
    return `Only ${available} of ${title} ${available === 1 ? "is" : "are"} left.${mayReturnAt === undefined ? "" : ` More may be free from ${formatTime(new Date(mayReturnAt))}, if others do not pay for what they have reserved.`}`;
  return mayReturnAt === undefined
    ? `${title} has just sold out.`
    : `Others have reserved the last of ${title}. If they do not pay, some may be free again from ${formatTime(new Date(mayReturnAt))}.`;
}

/** The message for any failed request. */
export function errorMessage(error: unknown): string {
  const refusal = refusalOf(error);
  if (refusal) {
    const message: (details: never) => string = refusalMessages[refusal.code];
    return message(refusal.details as never);
  }
  if (isUnreachable(error)) return "We can't reach the shop. Check your connection and try again.";
  const requestId = requestIdOf(error);
  return `Something broke on our side.${requestId ? ` If you write to us, name ${requestId}.` : ""}`;
}

/** The fields of a Stripe.js error that the message depends on. */
export interface StripeProblem {
  type?: string;
  code?: string;
  decline_code?: string;
  message?: string;
}

const nothingCharged = "Nothing was charged.";

/** Why a payment did not go through: by decline code first, then by error code. */
const failedPaymentMessages: Record<string, string> = {
  insufficient_funds: `There is not enough money on this card. ${nothingCharged} Try another card.`,
  expired_card: `This card has expired. ${nothingCharged} Try another card.`,
  incorrect_cvc: `The security code is not right. ${nothingCharged} Check it and try again.`,
  incorrect_number: `The card number is not right. ${nothingCharged} Check it and try again.`,
  processing_error: `Your bank could not work on this payment just now. ${nothingCharged} Try again in a moment.`,
  card_declined: `Your bank declined this card. ${nothingCharged} Try another card.`,
  payment_intent_authentication_failure: `Your bank could not make sure that it is you. ${nothingCharged} Try again, or take another card.`,
  payment_intent_payment_attempt_failed: `The payment did not go through. ${nothingCharged} Try again, or pay another way.`,
  payment_method_customer_decline: `The payment was not approved. ${nothingCharged} Try again, or pay another way.`,
  payment_method_not_available: `This way to pay is not available just now. ${nothingCharged} Pay another way, or try again later.`,
  payment_method_provider_decline: `The payment was declined. ${nothingCharged} Pay another way.`,
  payment_method_provider_timeout: `The payment was not finished in time. ${nothingCharged} Try again, or pay another way.`,
  rate_limit: `The payment service has too much to do just now. ${nothingCharged} Try again in a moment.`,
  lock_timeout: `The payment service is still busy with this payment. ${nothingCharged} Try again in a moment.`,
  authentication_required: `Your bank wants to make sure that it is you. ${nothingCharged} Try again and confirm with your bank.`,
};

/** Errors of Stripe.js that mean that the shop asked for something wrong: trying again changes nothing. */
const shopFaults = ["invalid_request_error", "idempotency_error", "authentication_error"];

export function paymentMessage({ type, code, decline_code, message }: StripeProblem): string {
  const known = failedPaymentMessages[decline_code ?? ""] ?? failedPaymentMessages[code ?? ""];
  if (known) return known;
  if (type === "card_error") return failedPaymentMessages.card_declined ?? "";
  if (type === "validation_error") return message ?? "Please complete the payment details.";
  if (type && shopFaults.includes(type))
    return `Something is wrong on our side, so this payment could not be made. ${nothingCharged} Please try again later, or write to us.`;
  return `The payment service did not answer as it should. ${nothingCharged} Please try again.`;
}

type EventLabels = Record<OrderEvent["kind"], (details: EventDetails) => string>;

interface EventDetails {
  amount?: Money | null;
  carrier?: string | null;
  trackingNumber?: string | null;
  /** What was booked. */
  booked?: string | null;
  /** The room or person of what was booked, if that alone has changed. */
  newRoom?: string | null;
}

const sum = ({ amount }: EventDetails) => (amount ? ` of ${formatMoney(amount)}` : "");

const money = (amount: EventDetails["amount"]) => (amount ? formatMoney(amount) : "this payment");

/** ` with DHL, number 123`, as far as it is known. */
const travel = ({ carrier, trackingNumber }: EventDetails) =>
  carrier ? ` with ${carrier}${trackingNumber ? `, number ${trackingNumber}` : ""}` : "";

/** The labels of the order's timeline for the customer. */
export const eventLabels: EventLabels = {
  placed: () => "We received your order",
  payment_retried: () => "You tried to pay again",
  confirmed: () => "Confirmed, the order is final",
  payment_declined: () => "Your bank declined the payment",
  payment_failed: () => "The payment did not go through",
  payment_processing: () => "Your bank is working on the payment",
  cancelled_out_of_stock: () => "Cancelled: the last piece was sold before your payment arrived",
  cancelled_discount_used_up: () => "Cancelled: the discount was used up before your payment arrived",
  cancelled_amount_mismatch: () => "Cancelled: the amount paid is not the order's total",
  cancelled: () => "The order was cancelled",
  refund_requested: (details) => `We are sending you a refund${sum(details)}`,
  refund_pending: (details) => `Your refund${sum(details)} is on its way to your bank`,
  refund_succeeded: (details) => `Your refund${sum(details)} is done; banks take 5 to 10 days to show it`,
  confirmation_resent: () => "We sent you the confirmation once more",
  downloaded: () => "A file was downloaded for the first time",
  downloads_renewed: () => "We allowed you further downloads",
  downloads_revoked: () => "We stopped the downloads",
  downloads_restored: () => "You can download your files again",
  shipped: (details) => `A parcel left us${travel(details)}`,
  shipment_withdrawn: () => "A parcel that we announced has not left us: we send it in another one",
  delivery_failed: ({ carrier }) => `${carrier ?? "The carrier"} could not deliver a parcel; we look into it`,
  shipment_returned: ({ carrier }) =>
    `${carrier ?? "The carrier"} brings a parcel back to us; we look into it`,
  delivered: ({ carrier }) => `${carrier ?? "The carrier"} delivered a parcel`,
  completed: () => "The order is complete",
  refund_failed: (details) => `The refund${sum(details)} did not go through`,
  refund_paid_another_way: ({ amount }) =>
    `We paid you ${amount ? formatMoney(amount) : "your refund"} another way`,
  refund_waived: () => "You keep the goods, so this refund is not made",
  booking_moved: ({ booked, newRoom }) =>
    newRoom
      ? `${booked ?? "Your booking"} keeps its time, with ${newRoom} now`
      : `${booked ?? "Your booking"} was moved to another time`,
  booking_cancelled: ({ booked }) => `${booked ?? "Your booking"} was cancelled, and is not booked any more`,
  booking_too_late: ({ booked }) =>
    `${booked ?? "A booked time"} was not free any more when your payment arrived: the rest of the order stands`,
  dispute_opened: ({ amount }) => `Your bank took ${money(amount)} back from us until it has decided`,
  dispute_won: ({ amount }) => `Your bank has decided that the payment of ${money(amount)} stands`,
  dispute_lost: ({ amount }) =>
    `Your bank gave you ${money(amount)} back for good, so that much of the order is no longer paid`,
  part_cancelled: ({ amount }) =>
    `A part was cancelled${amount ? `, ${formatMoney(amount)}, which we don't charge` : ", which we don't charge"}`,
  captured: ({ amount }) => `We charged your card${amount ? ` ${formatMoney(amount)}` : ""}, as reserved`,
  authorization_released: () => "What was reserved on your card is released; nothing was charged",
};

export function formatDay(iso: string): string {
  return new Intl.DateTimeFormat("en-IE", {
    weekday: "short",
    day: "numeric",
    month: "short",
    ...(new Date(iso).getFullYear() === new Date().getFullYear() ? {} : { year: "numeric" }),
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(new Date(iso));
}

/** `Fri 18 December`. */
export function formatDate(iso: string): string {
  return new Intl.DateTimeFormat("en-IE", { weekday: "short", day: "numeric", month: "long" }).format(
    new Date(iso),
  );
}

/** `14:05` today, and the day with it otherwise. */
export function formatMoment(time: Date | number): string {
  const isToday = new Date(time).toDateString() === new Date().toDateString();
  return isToday ? formatTime(time) : formatDay(new Date(time).toISOString());
}

function formatTime(time: Date | number): string {
  return new Intl.DateTimeFormat("en-IE", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(
    time,
  );
}

const quotePartLabels: Record<QuoteChange["part"], string> = {
  subtotal: "The price of the items",
  discount: "The discount",
  shipping: "Shipping",
  tax: "Tax",
  total: "The total",
};

/** Why somebody can't begin a checkout, besides what staff have written. */
const checkoutLimitTexts: Record<CheckoutAudience, string> = {
  nobody:
    "The shop takes no new orders at the moment. Your cart is kept, and orders that you have placed go on.",
  staff:
    "The shop takes no new orders at the moment. Your cart is kept, and orders that you have placed go on.",
  share: "Only some visitors can order at the moment, and more from time to time. Your cart is kept.",
};

/** Why a code takes nothing off. */
export function codeRefusalText(refusal: DiscountRefusal): string {
  switch (refusal.reason) {
    case "unknown":
      return "There is no such code any more.";
    case "paused":
      return "It is not valid at the moment.";
    case "switched_off":
      return "The shop takes no codes at the moment.";
    case "used_up":
      return "It has been used as often as it can be.";
    case "used_by_customer":
      return "You have used it as often as you can.";
    case "not_first_order":
      return "It is for first orders only.";
    case "not_started":
      return `It is valid from ${formatDay(refusal.startsAt)}.`;
    case "ended":
      return `It was valid until ${formatDay(refusal.endsAt)}.`;
    case "below_minimum":
      return `It is valid from ${formatMoney(refusal.min)} of goods.`;
    case "country":
      return `It is not valid for delivery to ${countryName(refusal.country)}.`;
    case "currency":
      return `It is not valid for prices in ${refusal.currency.toUpperCase()}.`;
    case "products":
      return refusal.categories.length === 0
        ? "It takes nothing off what is in your cart."
        : `It is for ${listOf(refusal.categories)} only, and takes nothing off what is in your cart.`;
    case "same_discount":
      return `It is for the same discount as ${refusal.code}.`;
    case "not_combinable":
      return "It can't be combined with the discount that you have, which takes off more.";
  }
}

/** `Vinyl, Tapes and Prints`; of many, the first. */
function listOf(names: readonly string[]): string {
  const shown = names.length > 4 ? [...names.slice(0, 3), "other categories"] : names;
  return new Intl.ListFormat("en").format(shown);
}

function changeText({ part, before, after }: QuoteChange): string {
  const instead = before === null ? "" : ` instead of ${formatMoney(before)}`;
  return `${quotePartLabels[part]} is now ${formatMoney(after)}${instead}.`;
}
