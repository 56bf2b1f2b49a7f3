import {
  arrivalText,
  type DiscountLine,
  discountRows,
  formatMoney,
  type Money,
  type PaymentMethod,
  paymentMethodLabel,
  type ShippingChoice,
  shippingBefore,
  type TaxLine,
  taxLabel,
} from "@dualtrack/contract";
import type { MailKind } from "@dualtrack/db";
import type { BankWait } from "../payment-state/bank-wait.ts";
import type { Charge } from "../payment-state/charge.ts";
import type { Seller } from "../settings/get-seller.ts";
import { mailClosing } from "./mail-closing.ts";
import { layoutMail } from "./mail-layout.ts";
import { dayText, timeText } from "./mail-times.ts";
import { refundTarget } from "./refund-target.ts";

/** Mails to an order's customer. */
export type OrderMailKind = Extract<
  MailKind,
  | "order_received"
  | "order_confirmed"
  | "payment_captured"
  | "part_cancelled"
  | "order_cancelled"
  | "payment_failed"
>;

export interface OrderMailFacts {
  shopName: string;
  supportEmail: string;
  seller: Seller;
  number: string;
  /** Address of the order's page. */
  link: string;
  /** Address of its invoice; null: it has none, as it is not confirmed. */
  invoiceLink: string | null;
  name: string | null;
  /** The business that buys; null: a private person does. */
  business: { companyName: string; vatId: string | null } | null;
  /** Whether any of it is files to download. */
  hasFiles: boolean;
  /** The licences with which its files were bought, as texts; empty: none, or it is not confirmed. */
  licenceLinks: readonly { label: string; url: string }[];
  /** The delivery address on one line; null: unknown. */
  deliverTo: string | null;
  /** Whether any of it is sent. */
  ships: boolean;
  /** The title of a bookable service says from when until when it is booked. */
  lines: { title: string; quantity: number; amount: Money; picture: string | null }[];
  /** Times that were taken before the payment came, and what was paid for them; null: none, or all of the order is cancelled for it. */
  tooLate: { times: readonly string[]; paid: Money } | null;
  discount: Money;
  discounts: readonly DiscountLine[];
  shipping: Money;
  /** Null: not known. */
  shippingMethod: ShippingChoice | null;
  taxes: readonly TaxLine[];
  total: Money;
  /** What of the total is never charged, as it was cancelled before. */
  uncaptured: Money;
  /** What is charged instead of the total; null: the total is. */
  charge: Charge | null;
  /** The units that are cancelled now, e.g. `2 × Parallel Lines`. */
  cancelled: readonly string[];
  /** Null: nothing was paid, or Stripe did not name the method. */
  method: PaymentMethod | null;
  /** Whether the money is, or was, only reserved on the card: nothing was charged. */
  isAuthorized: boolean;
  /** The customer's bank decides about the payment, which may take days. */
  bank: BankWait | null;
  /** End of the reservation of an unpaid order, until which it can be paid another way; null: it has ended. */
  heldUntil: Date | null;
  /** IANA name of the time zone of the mail's times. */
  timeZone: string;
  /** The refund of a cancellation by staff; null: nothing was paid. Undefined: staff did not cancel the order. */
  returning?: Money | null | undefined;
  /** The amount that the customer's bank has taken back in a dispute; null: nothing. */
  disputed: Money | null;
}

interface MailText {
  subject: string;
  /** What happened, what it means for the money, what comes next. */
  paragraphs: string[];
}

const texts: Record<OrderMailKind, (facts: OrderMailFacts) => MailText> = {
  order_received: (facts) => received(facts),
  order_confirmed: ({ number, shopName, total, uncaptured, method, isAuthorized, ...facts }) => ({
    subject: `Your order ${number} is confirmed`,
    paragraphs: [
      ...confirmedText({ number, shopName, total, uncaptured, method, isAuthorized }),
      ...tooLateText({ ...facts, method }),
      ...deliveryText(facts),
      ...businessText(facts),
      ...(facts.hasFiles ? ["Your files are ready: you can download them from the order's page."] : []),
      facts.ships
        ? `${isAuthorized ? "We write to you when it ships." : "We will pack it next."} The order's page always shows its status:`
        : "The order's page has everything that belongs to it:",
    ],
  }),
  payment_captured: ({ number, total, uncaptured, method }) => ({
    subject: `Your order ${number} is paid`,
    paragraphs: [
      uncaptured.amount === 0
        ? `We have charged the ${formatMoney(total)} that were reserved on ${refundTarget(method)} for your order ${number}. Nothing more is due.`
        : `We have charged ${formatMoney(chargedOf({ total, uncaptured }))} of the ${formatMoney(total)} that were reserved on ${refundTarget(method)} for your order ${number}. The other ${formatMoney(uncaptured)} are released and never charged; depending on your bank it can take some days until they no longer show. Nothing more is due.`,
      "The order's page always shows its status:",
    ],
  }),
  part_cancelled: ({ number, total, uncaptured, charge, cancelled, method }) => ({
    subject: `Part of your order ${number} is cancelled${charge?.state === "none" ? "" : "; you pay less"}`,
    paragraphs: [
      `We have cancelled part of your order ${number}: ${cancelled.join(", ")}. The rest of it stays as it is.`,
      charge?.state === "none"
        ? `Nothing was charged for your order: what was reserved on ${refundTarget(method)} is released.`
        : `Nothing is charged yet. We will charge ${formatMoney(chargedOf({ total, uncaptured }))} of the ${formatMoney(total)} that are reserved on ${refundTarget(method)}; the other ${formatMoney(uncaptured)} are never charged.`,
      "You don't need to do anything. The order's page always shows its status:",
    ],
  }),
  order_cancelled: (facts) => (facts.returning === undefined ? cannotSend(facts) : cancelledByStaff(facts)),
  payment_failed: (facts) => notPaid(facts),
};

function confirmedText({
  number,
  shopName,
  total,
  uncaptured,
  method,
  isAuthorized,
}: Pick<
  OrderMailFacts,
  "number" | "shopName" | "total" | "uncaptured" | "method" | "isAuthorized"
>): string[] {
  if (total.amount === 0)
    return [
      `Thank you for ordering from ${shopName}. Your order ${number} is confirmed, and there is nothing to pay.`,
    ];
  if (isAuthorized)
    return [
      `Thank you for ordering from ${shopName}. Your order ${number} is confirmed.`,
      uncaptured.amount === 0
        ? `Nothing is charged yet: ${formatMoney(total)} are reserved on ${refundTarget(method)}, and charged when your order ships.`
        : `Nothing is charged yet: ${formatMoney(total)} are reserved on ${refundTarget(method)}, of which ${formatMoney(chargedOf({ total, uncaptured }))} are charged when your order ships.`,
    ];
  const paidWith = method === null ? "" : `, paid with ${paymentMethodLabel(method)},`;
  return [
    `Thank you for buying from ${shopName}. We have received ${formatMoney(chargedOf({ total, uncaptured }))}${paidWith} and your order ${number} is confirmed.`,
  ];
}

/** What of a confirmed order can't be had. */
function tooLateText({ tooLate, method }: Pick<OrderMailFacts, "tooLate" | "method">): string[] {
  if (tooLate === null) return [];
  const { times, paid } = tooLate;
  const money =
    paid.amount === 0
      ? `There was nothing to pay for ${times.length === 1 ? "it" : "them"}.`
      : `We are returning ${formatMoney(paid)} to ${refundTarget(method)}, and write to you again when it is on its way.`;
  return [
    `We are sorry: ${times.join("; ")} ${times.length === 1 ? "was" : "were"} not free any more when your payment arrived. You wanted to keep the rest of your order then, and have it. ${money}`,
  ];
}

/** For a payment that the bank decides after days. */
function received({ number, total, bank, timeZone }: OrderMailFacts): MailText {
  const time = bank === null ? "" : ` ${bankTimeText(bank, timeZone)}`;
  return {
    subject: `We have your order ${number}; your bank is working on it`,
    paragraphs: [
      `Thank you, we have your order ${number}. Your bank is working on the payment of ${formatMoney(total)}.${time}`,
      "Until then we keep your order for you. You don't need to do anything, and please don't pay for it again. We write to you as soon as your bank has decided: either that the order is confirmed, or that the payment did not go through.",
      "The order's page always shows its status:",
    ],
  };
}

function bankTimeText({ usualDays, mostDays, until }: BankWait, timeZone: string): string {
  const usual = `That usually takes up to ${usualDays} working days`;
  return mostDays > usualDays
    ? `${usual}, and ${mostDays} at the most: until ${dayText(new Date(until), timeZone)}.`
    : `${usual}: until ${dayText(new Date(until), timeZone)}.`;
}

/** Same content as the order's page: the order can be paid another way while its goods are reserved. */
function notPaid({ number, heldUntil, timeZone }: OrderMailFacts): MailText {
  const subject = `Your order ${number} was not paid`;
  const failed = `The payment for order ${number} did not go through. Nothing was charged`;
  if (heldUntil === null)
    return {
      subject,
      paragraphs: [
        `${failed}, and your order is no longer reserved for you.`,
        "If you still want it, please order again. This is the order's page:",
      ],
    };
  return {
    subject: `${subject}; you can pay another way`,
    paragraphs: [
      `${failed}. We reserve your order for you until ${timeText(heldUntil, timeZone)}: until then you can pay for it another way, on its page.`,
      "After that it is no longer reserved. If you no longer want it, you don't need to do anything. This is the order's page:",
    ],
  };
}

/** The payment arrived too late, or its amount was wrong; or its authorization has run out. */
function cannotSend({ number, total, method, isAuthorized }: OrderMailFacts): MailText {
  if (isAuthorized)
    return {
      subject: `Your order ${number} is cancelled; nothing was charged`,
      paragraphs: [
        `We are sorry: we could not fulfil your order ${number} in time, so it is cancelled.`,
        `${releasedText({ total, method })} You don't need to do anything.`,
        "This is the order's page:",
      ],
    };
  return {
    subject: `Your order ${number} is cancelled; your money is on its way back`,
    paragraphs: [
      `We are sorry: your payment for order ${number} arrived, but we can't fulfil the order.`,
      `We are returning all of it, ${formatMoney(total)}, to ${refundTarget(method)}, and write to you again when it is on its way. You don't need to do anything.`,
      "The order's page shows when the refund has gone out:",
    ],
  };
}

/** What is charged of an order. */
function chargedOf({ total, uncaptured }: Pick<OrderMailFacts, "total" | "uncaptured">): Money {
  return { amount: total.amount - uncaptured.amount, currency: total.currency };
}

/** What becomes of money that was only reserved. */
function releasedText({ total, method }: Pick<OrderMailFacts, "total" | "method">): string {
  return `Nothing was charged. The ${formatMoney(total)} that were reserved on ${refundTarget(method)} are released; depending on your bank it can take some days until they no longer show.`;
}

function cancelledByStaff({
  number,
  total,
  returning,
  disputed,
  method,
  isAuthorized,
}: OrderMailFacts): MailText {
  const taken =
    disputed === null
      ? ""
      : ` Your bank has taken back ${formatMoney(disputed)} already, so we don't return that a second time.`;
  const cancelled = `We have cancelled your order ${number}.`;
  if (!returning)
    return {
      subject: `Your order ${number} is cancelled`,
      paragraphs: [
        isAuthorized
          ? `${cancelled} ${releasedText({ total, method })} You don't need to do anything.`
          : `${cancelled} Nothing was charged, and you don't need to do anything.`,
        "This is the order's page:",
      ],
    };
  if (returning.amount === 0)
    return {
      subject: `Your order ${number} is cancelled`,
      paragraphs: [
        `${cancelled}${taken || " All that you paid went back before."}`,
        "This is the order's page:",
      ],
    };
  return {
    subject: `Your order ${number} is cancelled; your money is on its way back`,
    paragraphs: [
      `${cancelled} We are returning ${formatMoney(returning)} to ${refundTarget(method)}, and write to you again when it is on its way.${taken} You don't need to do anything.`,
      "The order's page shows when the refund has gone out:",
    ],
  };
}

/** Where it goes and when it arrives; of a pick-up, when it is ready. */
function deliveryText({
  deliverTo,
  shippingMethod: method,
}: Pick<OrderMailFacts, "deliverTo" | "shippingMethod">): string[] {
  const arrival = method === null ? null : arrivalText(method);
  const days = arrival === null ? [] : [`${arrival}.`];
  if (method?.isPickup) return [[`You collect it: ${method.name}.`, ...days].join(" ")];
  return deliverTo === null ? days : [[`It goes to ${deliverTo}.`, ...days].join(" ")];
}

/** What stands on the invoice; a mistake in it is found early. */
function businessText({ business }: Pick<OrderMailFacts, "business">): string[] {
  if (business === null) return [];
  const { companyName, vatId } = business;
  return [`Bought by ${companyName}${vatId === null ? "" : `, VAT id ${vatId}`}.`];
}

function shippingLabel({ shippingMethod: method }: OrderMailFacts): string {
  return method === null ? "Shipping" : `Shipping: ${method.name}`;
}

function taxRow(line: TaxLine): readonly [string, string] {
  return [taxLabel(line), formatMoney(line.tax)];
}

/** What is charged instead of the total, with the tax in that. */
function chargeRows({ charge, uncaptured }: OrderMailFacts): (readonly [string, string])[] {
  if (charge === null) return [];
  if (charge.state === "none") return [["Charged", formatMoney(charge.money)]];
  return [
    ["Cancelled, not charged", `−${formatMoney(uncaptured)}`],
    [charge.state === "due" ? "To pay" : "Charged", formatMoney(charge.money)],
    ...charge.taxes.map(taxRow),
  ];
}

/** Writes a mail about an order, as plain text and as HTML. */
export function renderOrderMail(
  kind: OrderMailKind,
  facts: OrderMailFacts,
): { subject: string; text: string; html: string } {
  const { subject, paragraphs } = texts[kind](facts);
  const parts = layoutMail({
    greeting: facts.name === null ? "Hello," : `Hello ${facts.name},`,
    paragraphs,
    link: { label: `Order ${facts.number}`, url: facts.link },
    moreLinks: [
      ...(facts.invoiceLink === null ? [] : [{ label: "Invoice (PDF)", url: facts.invoiceLink }]),
      ...facts.licenceLinks,
    ],
    rows: [
      ...facts.lines.map(
        ({ title, quantity, amount, picture }) =>
          [`${quantity} × ${title}`, formatMoney(amount), picture] as const,
      ),
      ...(facts.ships
        ? [[shippingLabel(facts), formatMoney(shippingBefore(facts.shipping, facts.discounts))] as const]
        : []),
      ...discountRows(facts.discount, facts.discounts).map(
        ({ label, amount }) => [label, `−${formatMoney(amount)}`] as const,
      ),
      ...facts.taxes.filter(({ isIncluded }) => !isIncluded).map(taxRow),
      ["Total", formatMoney(facts.total)],
      // Of what is charged instead, its own tax is told.
      ...(facts.charge === null ? facts.taxes.filter(({ isIncluded }) => isIncluded).map(taxRow) : []),
      ...chargeRows(facts),
    ],
    closing: mailClosing(facts),
  });
  return { subject, ...parts };
}
