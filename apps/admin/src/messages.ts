import {
  type DiscrepancyState,
  type DraftOrderState,
  formatMoney,
  type InvitationEnd,
  type MissingPart,
  type RefusalCode,
  type RefusalDetails,
  type UnknownPaymentState,
} from "@dualtrack/contract";
import { riskBadges } from "./dispute-badges.ts";
import { formatDuration } from "./format-duration.ts";
import { carrierProblemText, labelNotVoidableTexts } from "./label-texts.ts";
import { invalidityOf, isUnreachable, refusalOf, requestIdOf } from "./server/refusals.ts";
import type { SignInProblem } from "./server/session.ts";

/** Why a dispute can't be answered here. */
const unanswerableMessages: Record<RefusalDetails["DISPUTE_NOT_ANSWERABLE"]["because"], string> = {
  closed: "The dispute is closed: the bank has decided.",
  past_due: "The deadline is over: the bank accepts no more evidence.",
  submitted: "Evidence was submitted before, and the bank is reviewing it. Nothing was changed.",
  inquiry: "This is an inquiry: no money was taken, so there is nothing to accept. Refund the order instead.",
  appeal: "This is an appeal: answer it in Stripe's dashboard.",
  being_answered:
    "Somebody is answering it at this moment. Nothing was sent. Check the dispute again in a minute.",
};

/** Why a draft order can't be changed, sent or prolonged. */
const draftOrderOverMessages: Record<DraftOrderState, string> = {
  draft: "It was not sent yet.",
  waiting: "It is waiting for its customer's payment.",
  ordered: "The customer has just paid, or their bank is deciding: it is an order now.",
  expired: "It is no longer reserved. Send it again first.",
  cancelled: "It was called off.",
};

/** Refused at the checkout, whose customers read more. */
const forCustomers = () => "The checkout refused this.";

type Shortage = RefusalDetails["OUT_OF_STOCK"]["lines"][number];

/** What is short of a line. */
function shortageText({ title, startsAt, requested, available }: Shortage): string {
  if (startsAt !== undefined && available === 0) return `“${title}” can't be booked at that time any more`;
  return `“${title}”, of which ${available} ${available === 1 ? "is" : "are"} free and ${requested} wanted`;
}

type RefusalMessages = { [Code in RefusalCode]: (details: RefusalDetails[Code]) => string };

/** What each refusal means to a member of staff. A code without a message does not compile. */
export const refusalMessages: RefusalMessages = {
  PRODUCT_NOT_FOUND: () => "This product does not exist, or no longer.",
  PRODUCT_CHANGED: ({ by }) =>
    `${by ?? "Somebody"} saved this product while you were editing it. Nothing of yours was saved, and nothing of yours is lost.`,
  DROP_CHANGED: ({ by }) =>
    `${by ?? "Somebody"} changed this drop while you were editing it. Nothing of yours was saved, and what you typed is still here.`,
  PRODUCT_NOT_READY: ({ missing }) => `Not ready for customers: ${missing.map(missingText).join("; ")}.`,
  CATEGORY_NOT_FOUND: () => "There is no such category, or no longer.",
  CATEGORY_CHANGED: ({ by }) => `${by ?? "Somebody"} changed this category in the meantime.`,
  CATEGORY_NAME_TAKEN: ({ name }) => `Another category is called ${name}.`,
  CATEGORY_IN_USE: ({ discounts, count }) =>
    `${count === 1 ? "A discount holds" : `${count} discounts hold`} for it: ${discounts.join(", ")}. Take it out of ${count === 1 ? "that" : "those"} first.`,
  CATEGORY_LIMIT: ({ max }) => `At most ${max} categories.`,
  RESOURCE_NOT_FOUND: () => "There is no such room or person.",
  RESOURCE_CHANGED: ({ by }) => `${by ?? "Somebody"} changed it in the meantime.`,
  RESOURCE_NAME_TAKEN: ({ name }) => `Another room or person is called ${name}.`,
  RESOURCE_LIMIT: ({ max }) => `At most ${max} rooms and people.`,
  RESOURCE_BLOCK_LIMIT: ({ max }) => `At most ${max} blocks at a time.`,
  RESOURCE_BLOCK_NOT_FOUND: () => "Somebody has removed this block: the time can be booked.",
  RESOURCE_BLOCK_CHANGED: () =>
    "Nothing was changed: somebody has moved this block in the meantime. Its new time is in the calendar now.",
  BOOKING_NOT_FOUND: () => "There is no such booking.",
  BOOKING_NOT_ACTIVE: () =>
    "It is not booked any more, its money is on its way back, or it is not paid yet. Nothing was changed.",
  BOOKING_HAS_BEGUN: () => "Its time has begun. Nothing was changed.",
  BOOKING_NOT_BEGUN: () => "Its time has not begun yet.",
  BOOKING_MOVE_TOO_LATE: forCustomers,
  BOOKING_TIME_TAKEN: () =>
    "That time is taken there, or kept free before or after it. The booking stays where it was.",
  BOOKING_TIME_NOT_OFFERED: ({ title }) =>
    `“${title}” can't be booked at that time: it is over, or the shop is closed. Nothing was saved.`,
  BOOKING_TIME_MISMATCH: ({ title, isBookable }) =>
    isBookable
      ? `“${title}” needs a time. Nothing was reserved or saved.`
      : `“${title}” is not booked for a time. Nothing was reserved or saved.`,
  BOOKING_TIME_PAST: () => "That time is over. The booking stays where it was.",
  BOOKING_CHANGED: () => "It was moved in the meantime. Nothing was changed: look at its new time first.",
  BOOKING_REFUND_CHANGED: forCustomers,
  SHOP_HOURS_CHANGED: ({ by }) => `${by ?? "Somebody"} changed the opening hours in the meantime.`,
  SLUG_TAKEN: ({ slug }) => `The address ${slug} is taken. Choose another one.`,
  SLUG_FIXED: ({ slug }) => `The address stays ${slug}: the product was published, so links may lead there.`,
  SKU_TAKEN: ({ sku }) => `Another variant has the SKU ${sku}. Each SKU is used once.`,
  VARIANT_IN_USE: ({ title }) =>
    `${title} can't be deleted: it is part of orders, checkouts or stock movements. Archive it instead.`,
  PICTURE_NOT_FOUND: () => "This picture is no longer there.",
  PICTURE_LIMIT: ({ max }) => `A product takes at most ${max} pictures. Remove one first.`,
  PICTURE_REFUSED: ({ why }) => pictureMessages[why],
  FILE_NOT_FOUND: () => "This file is no longer there. If you have just uploaded it, upload it again.",
  FILE_LIMIT: ({ max }) => `A variant takes at most ${max} files. Remove one first.`,
  FILE_REFUSED: ({ why }) => fileMessages[why],
  PREVIEW_NOT_FOUND: () => "This preview is gone. Reload the page to see those that there are.",
  PREVIEW_LIMIT: ({ max }) => `A product takes at most ${max} previews. Remove one first.`,
  PREVIEW_IS_SOLD: () =>
    "The same file is sold and played to everybody: whoever listens could keep it. Choose a shorter or another version as the preview. Nothing was changed.",
  DOWNLOADS_CHANGED: ({ seen, extra }) =>
    `Meanwhile somebody else has changed this: ${extra} further downloads of each file are allowed, and ${seen} were when you began. Nothing was changed. Close this and look again.`,
  STORAGE_UNAVAILABLE: () =>
    "The storage for files does not answer or is full. Nothing was changed. Try again in a minute.",
  NOT_YOUR_TURN: forCustomers,
  PUZZLE_NOT_SOLVED: forCustomers,
  DROP_NOT_FOUND: () => "This product is no drop any more. Reload the page.",
  DROP_NEEDS_STOCK: () => "Only goods that are shipped can be a drop: they are counted.",
  DROP_OPEN: () => "Its line is open. Pause or close it first, then end the drop.",
  DROP_ORDER_FIXED: () => "People wait in its line already, so the order in which they are served stays.",
  NOT_ON_SALE: ({ title }) => `“${title}” is not on sale. Nothing was reserved or saved.`,
  OUT_OF_STOCK: ({ lines }) =>
    `Not everything is free, so nothing was reserved or saved: ${lines.map(shortageText).join("; ")}.`,
  QUANTITY_LIMIT: ({ max }) => `At most ${max} of it can be bought at once. Nothing was saved.`,
  TOTAL_TOO_HIGH: ({ max }) =>
    `A payment takes at most ${max === null ? "less than this" : formatMoney(max)}. Nothing was reserved or saved.`,
  TOTAL_TOO_LOW: ({ min }) =>
    `A payment takes at least ${min === null ? "more than this" : formatMoney(min)}. Nothing was reserved or saved.`,
  DETAILS_REFUSED: forCustomers,
  CART_EMPTY: forCustomers,
  CART_CHANGED: forCustomers,
  ORDER_DESTINATION_FIXED: forCustomers,
  QUOTE_CHANGED: forCustomers,
  CHECKOUT_NOT_FOUND: forCustomers,
  COUNTRY_NOT_SERVED: ({ country }) =>
    `The shop does not deliver to ${country}. Nothing was reserved or saved.`,
  NO_SHIPPING_METHOD: () =>
    "No way of shipping takes these items to that address. Nothing was reserved or saved.",
  TAX_UNAVAILABLE: forCustomers,
  SHIPPING_ZONE_NOT_FOUND: () => "There is no such zone.",
  SHIPPING_ZONE_CHANGED: ({ by }) => `${by ?? "Somebody"} changed this zone in the meantime.`,
  SHIPPING_ZONE_NAME_TAKEN: ({ name }) => `Another zone is called ${name}.`,
  SHIPPING_AREA_TAKEN: ({ zone }) => `An area is in the zone “${zone}” already.`,
  CURRENCY_NOT_OFFERED: ({ currency }) =>
    `The shop does not sell in ${currency.toUpperCase()}. Nothing was reserved or saved.`,
  CURRENCY_SETTINGS_CHANGED: ({ by }) =>
    `${by ?? "Somebody"} changed the currencies in the meantime. Nothing of yours was saved.`,
  BASE_PRICES_MISSING: ({ currency, count, products }) =>
    `${count === 1 ? "A published product has" : `${count} published products have`} no price in ${currency.toUpperCase()} yet: ${products.join(", ")}${count > products.length ? " and others" : ""}. Nothing was saved. Prices of the base currency are never converted, so set them first.`,
  EXCHANGE_RATE_MISSING: ({ currency }) =>
    `Nothing was saved: write the rate of ${currency.toUpperCase()}, or take it from the feed.`,
  CURSOR_INVALID: () => "The list can't go on from here. Reload the page to see it from its beginning.",
  TAX_SETTINGS_CHANGED: ({ by }) =>
    `${by ?? "Somebody"} changed the settings of tax in the meantime. Nothing of yours was saved.`,
  INVOICE_NOT_FOUND: () => "There is no such invoice.",
  INVOICES_LIMIT: ({ max }) => `At most ${max} documents fit into one file. Choose fewer days.`,
  SELLER_NEEDED: ({ field }) =>
    `${field === "vatId" ? "The VAT id" : "The address"} can't be removed: you are registered for tax, and every invoice must name it. Enter it, or remove the registrations on the page Tax first.`,
  SHOP_SETTINGS_CHANGED: ({ by }) =>
    `${by ?? "Somebody"} changed the settings in the meantime. Nothing of yours was saved.`,
  SWITCH_CHANGED: ({ by }) =>
    `${by ?? "Somebody"} changed this switch in the meantime. Nothing was changed; look at it as it is now.`,
  SWITCH_FIXED: () =>
    "The environment of the server's processes says what this switch is (SWITCHES). Nothing was changed.",
  CHECKOUTS_LIMITED: forCustomers,
  ALERT_SETTINGS_CHANGED: ({ by }) =>
    `${by ?? "Somebody"} changed who is told of alerts in the meantime. Nothing of yours was saved.`,
  ALERT_ADDRESS_MISSING: () => "Save an address first.",
  ALERT_NOT_FOUND: () => "There is no such alert any more.",
  SHIPPING_ZONE_LIMIT: ({ max }) => `At most ${max} zones.`,
  DISCOUNT_CODE_UNKNOWN: forCustomers,
  DISCOUNT_CODE_ENDED: forCustomers,
  DISCOUNTS_OFF: forCustomers,
  DISCOUNT_CODES_LIMIT: forCustomers,
  SHIPPING_ORIGIN_CHANGED: ({ by }) =>
    `${by ?? "Somebody"} changed the country that goods are sent from in the meantime. Nothing of yours was saved.`,
  PARCELS_CHANGED: ({ by }) =>
    `${by ?? "Somebody"} changed sender or boxes in the meantime. Nothing of yours was saved.`,
  LABELS_NOT_SET_UP: ({ missing }) =>
    missing === "key"
      ? "The shop has no key for EasyPost (EASYPOST_API_KEY), so no label can be bought. Ship it by hand."
      : "Nobody has entered who sends parcels: do that under Shipping first. Nothing was bought.",
  LABEL_NEEDS_ADDRESS: () =>
    "This order has no delivery address, so there is no label for it. Nothing was bought.",
  LABEL_NEEDS_ORIGIN: ({ goods }) =>
    `The parcel passes customs, and nobody has entered where it was made: ${goods.map((title) => `“${title}”`).join(", ")}. Enter it on the product's page. Nothing was bought.`,
  BOX_NOT_FOUND: () => "This box was deleted in the meantime: choose another. Nothing was bought.",
  LABEL_TOO_HEAVY: ({ box, maxGrams }) =>
    `“${box}” may weigh at most ${maxGrams} g. Take another box, or fewer units. Nothing was bought.`,
  LABEL_REFUSED: ({ problem, said }) =>
    `${carrierProblemText({ code: problem, said })} No label was bought, and nothing was charged.`,
  CARRIER_UNAVAILABLE: ({ problem }) =>
    `${carrierProblemText({ code: problem, said: null })} Nothing was bought: try again in a minute, or ship it by hand.`,
  LABEL_NOT_FOUND: () => "There is no such label.",
  LABEL_BEING_BOUGHT: () =>
    "A label of this order is being bought already, or this one was bought at another price. The order's page shows it. Nothing else was bought.",
  LABEL_NOT_VOIDABLE: ({ because }) => labelNotVoidableTexts[because],
  DISCOUNT_NOT_FOUND: () => "There is no such discount.",
  DISCOUNT_CHANGED: ({ by }) => `${by ?? "Somebody"} changed this discount in the meantime.`,
  DISCOUNT_LIMIT_REACHED: ({ uses }) => `Used ${uses} times already: the limit can't be lower.`,
  DISCOUNT_CODE_TAKEN: ({ code }) => `The code ${code} is taken.`,
  DISCOUNT_CODE_TOO_LONG: ({ max }) => `At most ${max} characters.`,
  DRAFT_ORDER_NOT_FOUND: () => "There is no such draft order.",
  DRAFT_ORDER_CHANGED: ({ by }) => `${by ?? "Somebody"} changed or sent this draft order in the meantime.`,
  DRAFT_ORDER_INCOMPLETE: ({ missing }) =>
    missing === "lines" ? "Add an item before you send it." : "Enter the customer's e-mail address first.",
  DRAFT_ORDER_OVER: ({ state }) => draftOrderOverMessages[state],
  PAYMENT_LINK_NOT_FOUND: () => "There is no such payment link.",
  PAYMENT_LINK_CHANGED: () => "This order was changed in the meantime. Nothing was charged.",
  PAYMENT_LINK_ENDED: () => "What this payment link leads to is no longer reserved.",
  HOLD_EXPIRED: () => "The reservation has ended. Nothing was charged.",
  HOLD_EXTENSION_LIMIT: ({ max }) => `A reservation can be extended ${max} times, and this one has been.`,
  HOLD_RELEASED: () => "Staff have ended this reservation. Nothing was charged.",
  HOLD_NOT_RELEASED: ({ because }) =>
    because === "bank_is_deciding"
      ? "The customer has paid, and the bank is still deciding. Until it has, the payment can't be cancelled and the goods stay reserved."
      : "Stripe did not confirm that the payment is cancelled, so the goods stay reserved. Try again in a minute; it is never done twice.",
  VARIANT_NOT_FOUND: () => "This variant does not exist, or no longer.",
  STOCK_CHANGED: ({ seen, onHand, held }) =>
    `Nothing was changed: you saw ${seen} on hand, and in the meantime it has become ${onHand} (${held} reserved). Check your entry, then press again.`,
  STOCK_HELD: ({ wanted, onHand, held }) =>
    `Nothing was changed: ${held} of the ${onHand} on hand are reserved for customers who are paying, so ${wanted} is too few. Correct it to ${held} or more, or release a reservation first.`,
  THRESHOLD_CHANGED: ({ seen, threshold }) =>
    `Nothing was changed: you saw ${seen}, and somebody has set ${threshold} in the meantime. Press again if yours is right.`,
  ALREADY_PAID: () => "This cart has been ordered already.",
  PAYMENT_PROCESSING: forCustomers,
  PAYMENT_UNCERTAIN: forCustomers,
  ORDER_AWAITED: forCustomers,
  PAYMENT_QUEUED: () => "Stripe takes no more requests just now. Nothing was changed; try again in a minute.",
  PAYMENT_UNAVAILABLE: () => "Stripe can't be reached just now. Nothing was changed; try again in a minute.",
  ORDER_NOT_FOUND: () => "There is no such order.",
  ORDER_CANNOT_MOVE: ({ from, to }) => `An order that is ${from} can't become ${to}.`,
  ORDER_HAS_SHIPPED: () =>
    "Part of the order has shipped, so it can't be cancelled. If it was paid, refund it instead. Nothing was changed.",
  PAYMENT_UNDECIDED: () =>
    "The customer's bank is still deciding about this payment, and Stripe can't cancel it before. Nothing was changed.",
  NOTHING_TO_CAPTURE: () =>
    "No money is reserved for this order any more: it was charged or released meanwhile. Nothing was changed.",
  CAPTURE_REQUESTED: () =>
    "The card is being charged at this moment, so nothing can be cancelled of it any more. Refund it when it is paid. Nothing was changed.",
  NOTHING_LEFT_TO_CHARGE: () =>
    "Nothing of the order would be left to charge: cancel the whole order instead. Nothing was changed.",
  NOTHING_TO_SHIP: () => "Nothing of it is left to ship. Nothing was changed.",
  SHIP_TOO_MUCH: ({ lines }) =>
    [
      ...lines.map(({ title, requested, open }) => `${title}: ${requested} chosen, ${open} left to ship.`),
      "Nothing was changed.",
    ].join(" "),
  DISPUTE_NOT_FOUND: () => "There is no such dispute.",
  DISPUTE_NOT_ANSWERABLE: ({ because }) => unanswerableMessages[because],
  EVIDENCE_EMPTY: () => "There is nothing to send: fill in at least one field. Nothing was sent to the bank.",
  EVIDENCE_TOO_LONG: ({ length, max }) =>
    `All texts together have ${length.toLocaleString("en-IE")} characters, and the bank takes ${max.toLocaleString("en-IE")}. Nothing was saved or sent.`,
  EVIDENCE_REFUSED: ({ said }) => `Stripe did not accept it: “${said}” Nothing was sent to the bank.`,
  EVIDENCE_CHANGED: () =>
    "Nothing was saved or sent: somebody has saved other texts since you opened this page. Open it in a second tab to read them, or press again if yours are right.",
  FRAUD_WARNING_NOT_FOUND: () => "There is no such fraud warning.",
  ORDER_AT_RISK: ({ risks }) =>
    `${risks.map((risk) => riskBadges[risk].sentence).join(" ")} Nothing was shipped.`,
  ORDER_IN_REVIEW: () =>
    "Stripe has put this payment under review. The order waits until that has ended in Stripe's dashboard. Nothing was shipped.",
  ORDER_LINE_NOT_FOUND: () => "This is a line of another order. Nothing was changed.",
  SHIPMENT_NOT_FOUND: () => "There is no such shipment.",
  SHIPMENT_CHANGED: ({ carrier, trackingNumber }) =>
    `Nothing was changed: somebody has set ${[carrier, trackingNumber].filter(Boolean).join(" ")} in the meantime. Press again if yours is right.`,
  REFUND_TOO_MUCH: ({ refundable }) =>
    `That is more than is left: ${formatMoney(refundable)} can still go back. Nothing was refunded.`,
  REFUND_DISPUTED: ({ refundable, disputed }) =>
    refundable.amount > 0
      ? `The customer's bank has taken back ${formatMoney(disputed)} in a dispute. ${formatMoney(refundable)} can still be refunded.`
      : `The customer's bank has taken back ${formatMoney(disputed)} in a dispute. A refund as well would pay the customer twice.`,
  REFUND_TOO_FINE: ({ step }) =>
    `Stripe refunds only multiples of ${formatMoney(step)} in this currency. Nothing was refunded: write another amount.`,
  REFUND_NOT_POSSIBLE: () =>
    "There is nothing to refund here: nothing was paid, or these goods were refunded already. Nothing was changed.",
  REFUND_NOT_FOUND: () => "There is no such refund.",
  REFUND_STILL_OWED: () => "The customer gets no goods for this money: it must go back to them.",
  REFUND_NOT_RETRIABLE: ({ because }) => `${noRetryMessages[because]} Nothing was refunded.`,
  REFUND_GOODS_NOT_ASKED: () =>
    "This refund's goods are not in question: it was made here, did not happen, or all of them are in stock again. Nothing was changed.",
  REFUND_GOODS_DECIDED: ({ by }) =>
    `${by ?? "Somebody"} has already recorded where these goods are. Nothing was changed. Goods that come back later: press "Goods are back in stock".`,
  GOODS_CHANGED: ({ title, seen, back }) =>
    `Meanwhile this has changed: ${back} × “${title}” ${back === 1 ? "is" : "are"} back in stock, and ${seen} when you began. Nothing was changed. Close this and look again.`,
  GOODS_TOO_MANY: ({ title, wanted, left }) =>
    `${title}: ${wanted} chosen, but it can be ${left} at most. Nothing was changed.`,
  GOODS_NOT_LACKING: () => "This order lacks no goods, or no longer. Nothing was changed.",
  REQUEST_ID_TAKEN: () =>
    "This request was used before, for something else. Nothing was changed. Reload the page and try again.",
  UNKNOWN_PAYMENT_NOT_FOUND: () => "There is no such payment without an order.",
  UNKNOWN_PAYMENT_DECIDED: ({ state, by }) =>
    `${by ?? "The shop itself"} has ${unknownPaymentDecisions[state]}. Nothing was done now.`,
  EVENT_NOT_FOUND: () => "There is no such event in the inbox.",
  JOB_NOT_FAILED: () => "The job has ended meanwhile, or is running now. Nothing was done.",
  JOB_NOT_DISCARDABLE: () => "This job can't be given up, as nobody else would do its work. Retry it.",
  SYNC_RUN_NOT_FOUND: () => "There is no such sync.",
  RECONCILIATION_RUN_NOT_FOUND: () => "There is no such reconciliation, or no longer.",
  RECONCILIATION_WINDOW_AHEAD: () =>
    "The first day has not begun yet, so there is nothing to compare. Choose an earlier one.",
  FEEDBACK_CLOSED: () => "Customers answer this about orders that they have paid, for thirty days.",
  PAYOUT_NOT_FOUND: () => "This payout is not on record. The shop reads new ones every hour.",
  MESSAGE_NOT_FOUND: () => "This message is not on record, or no longer.",
  MESSAGE_CHANGED: () =>
    "A colleague has answered, closed or reopened this message meanwhile. Look at what they did; nothing was sent now.",
  DISCREPANCY_NOT_FOUND: () => "This discrepancy is not on record, or no longer.",
  DISCREPANCY_CLOSED: ({ state, by }) => `${closedDiscrepancies[state](by)} Nothing was done now.`,
  DISCREPANCY_CHANGED: () =>
    "It has changed since you looked. Nothing was dismissed. Close this and look again.",
  NOT_ALLOWED: ({ role }) => `This is not for ${role}. Ask the shop's owner. Nothing was changed.`,
  STAFF_EXISTS: ({ email }) => `${email} is on the staff already. Nobody was invited.`,
  PASSWORD_IS_PUBLIC: () => publicPassword,
  STAFF_NOT_FOUND: () => "This person is not on the staff, or no longer.",
  STAFF_ROLE_CHANGED: ({ seen, role }) =>
    `Nothing was changed: you saw the role ${seen}, and somebody has made it ${role} in the meantime. Press again if yours is right.`,
  INVITATION_OPEN: ({ email }) =>
    `An invitation to ${email} is open already. Send it again, or revoke it first. Nobody was invited.`,
  INVITATION_NOT_FOUND: () =>
    "This invitation does not exist. Check that the link is complete, or ask for a new one.",
  INVITATION_OVER: ({ because }) => invitationEndMessages[because],
  LAST_OWNER: () => "The shop always has an owner. Make somebody else an owner first. Nothing was changed.",
  UNITS_LIMIT: forCustomers,
  TOO_MANY_HOLDS: forCustomers,
  HOLD_SHARE_TAKEN: forCustomers,
  TOO_MANY_REQUESTS: ({ retryAfterSeconds }) =>
    `Too many requests at the moment. Wait ${retryAfterSeconds} seconds, then try again.`,
  SHOP_BUSY: ({ retryAfterSeconds }) =>
    `The shop is too busy at the moment. Nothing was changed. Try again in ${retryAfterSeconds} seconds.`,
  NOT_SIGNED_IN: () => "This was not done, as your session had ended. Try again.",
};

/** Why a failed refund is not made again. */
export const noRetryMessages: Record<RefusalDetails["REFUND_NOT_RETRIABLE"]["because"], string> = {
  not_failed: "This refund has not failed.",
  tried_again: "This refund has been made again already.",
  paid_another_way: "The customer has this money already: it was paid another way.",
  waived:
    "It is no longer owed, as the customer keeps the goods. If they are to have the money after all, refund the order.",
  charge_disputed:
    "The customer's bank has taken this money itself, in a dispute: another refund would pay the customer twice, and Stripe refuses it. Answer the dispute instead.",
  refunded_meanwhile: "That much of the payment is no longer left: a part was refunded meanwhile.",
};

const invitationEndMessages: Record<InvitationEnd, string> = {
  accepted: "This invitation has been used. Sign in with the password you chose.",
  revoked: "This invitation was revoked. Ask the shop's owner.",
  expired: "This invitation is more than seven days old. Ask the shop's owner for a new one.",
};

/** What was decided about a payment without an order. */
const closedDiscrepancies: Record<Exclude<DiscrepancyState, "open">, (by: string | null) => string> = {
  repaired: (by) => `${by ?? "The shop itself"} has repaired it.`,
  vanished: () => "It went away by itself.",
  dismissed: (by) => `${by ?? "Somebody"} has dismissed it.`,
};

const unknownPaymentDecisions: Record<UnknownPaymentState, string> = {
  open: "changed this payment",
  restored: "restored its order",
  refunded: "decided to refund it",
  ignored: "ignored this payment",
};

const pictureMessages: Record<RefusalDetails["PICTURE_REFUSED"]["why"], string> = {
  not_a_picture: "This is not a picture the shop can read. It takes JPEG, PNG, WebP and AVIF.",
  too_many_bytes: "The file is larger than 10 MB. Save it smaller and try again.",
  too_many_pixels: "The picture has more than 50 million pixels. Save it smaller and try again.",
};

const fileMessages: Record<RefusalDetails["FILE_REFUSED"]["why"], string> = {
  empty: "The file is empty.",
  too_many_bytes: "The file is larger than 2 GB. Split it, or save it smaller.",
};

/** What a product still needs, as part of a sentence. */
export function missingText(missing: MissingPart): string {
  switch (missing.part) {
    case "description":
      return "the description is missing";
    case "variants":
      return "it has no variant to sell";
    case "option_name":
      return "it has several variants, so say what they differ in";
    case "resources":
      return "it takes no room or person";
    case "duration":
      return `${missing.variant} has no duration`;
    case "file":
      return `${missing.variant} has no file to download`;
    case "price":
      return `${missing.variant} has no price in ${missing.currency.toUpperCase()}`;
    case "variant_title":
      return `the variant ${missing.variant} needs a title of its own`;
  }
}

/** The message for any failed request: what happened, and what to do. */
export function errorMessage(error: unknown): string {
  const refusal = refusalOf(error);
  if (refusal) {
    const message: (details: never) => string = refusalMessages[refusal.code];
    return message(refusal.details as never);
  }
  if (isUnreachable(error)) return unreachable;
  return invalidityOf(error) ?? faultMessage(requestIdOf(error));
}

const unreachable = "The server can't be reached. Check your connection, then try again.";

function faultMessage(requestId: string | null): string {
  const quote = requestId ? ` Its number in the server's log is ${requestId}.` : "";
  return `Something broke on our side.${quote}`;
}

const publicPassword = "This is the demo's password, which everybody can read. Choose another one.";

export function signInMessage(problem: SignInProblem): string {
  switch (problem.kind) {
    case "wrong":
      return "E-mail or password is not right. Check both and try again.";
    case "wrong_code":
      return "This code is not right, or no longer. Take the newest one and try again.";
    case "wrong_password":
      return "The password is not right. Nothing was changed.";
    case "public_password":
      return publicPassword;
    case "challenge_over":
      return "This sign-in took too long or had too many wrong codes. Begin again with your password.";
    case "link_over":
      return "This link does not work any more: it was used, is more than an hour old, or is not complete.";
    case "too_many":
      return `Too many attempts. Wait ${formatDuration(problem.retryAfter * 1_000)}, then try again.`;
    case "foreign":
      return "This page was not opened at the shop's own address, so it can't sign you in. Open the console there.";
    case "unreachable":
      return unreachable;
    case "fault":
      return faultMessage(problem.requestId);
  }
}

const exact = new Intl.DateTimeFormat("en-IE", { dateStyle: "full", timeStyle: "medium", hourCycle: "h23" });
const sameYear = new Intl.DateTimeFormat("en-IE", { day: "numeric", month: "short" });
const otherYear = new Intl.DateTimeFormat("en-IE", { day: "numeric", month: "short", year: "numeric" });

export function exactTime(iso: string): string {
  return exact.format(new Date(iso));
}

const precise = new Intl.DateTimeFormat("en-IE", {
  ...{ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", second: "2-digit" },
  ...{ fractionalSecondDigits: 3, hourCycle: "h23" },
});

/** `1 Dec, 14:02:07.123`, where the order of things matters. */
export function preciseTime(iso: string): string {
  return precise.format(new Date(iso));
}

/** `18 Dec`, and the year when it is another one. */
export function shortDay(iso: string, now: number): string {
  const day = new Date(iso);
  return (day.getFullYear() === new Date(now).getFullYear() ? sameYear : otherYear).format(day);
}

const clock = new Intl.DateTimeFormat("en-IE", { timeStyle: "short", hourCycle: "h23" });

/** When something began or happened, by the clock: `14:02`, on another day `4 Mar, 14:02`. */
export function clockTime(iso: string, now: number): string {
  const then = new Date(iso);
  const isToday = then.toDateString() === new Date(now).toDateString();
  return isToday ? clock.format(then) : `${sameYear.format(then)}, ${clock.format(then)}`;
}

/** How long ago something happened, short enough for a table: `just now`, `5 min ago`, `3 h ago`, `2 days ago`, `4 Mar`. */
export function timeAgo(iso: string, now: number): string {
  const ago = now - Date.parse(iso);
  if (ago < 60_000) return "just now";
  return ago < 7 * 24 * 60 * 60_000 ? `${formatDuration(ago)} ago` : shortDay(iso, now);
}
