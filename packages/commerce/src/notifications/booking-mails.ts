import { formatMoney, type Money, type PaymentMethod } from "@dualtrack/contract";
import type { MailKind } from "@dualtrack/db";
import type { Seller } from "../settings/get-seller.ts";
import { mailClosing } from "./mail-closing.ts";
import { layoutMail } from "./mail-layout.ts";
import { refundTarget } from "./refund-target.ts";

/** Mails about one booking. */
export type BookingMailKind = Extract<MailKind, "booking_moved" | "booking_cancelled" | "booking_reminder">;

export interface BookingMailFacts {
  shopName: string;
  supportEmail: string;
  seller: Seller;
  number: string;
  /** Address of the order's page. */
  link: string;
  name: string | null;
  /** What is booked. */
  title: string;
  places: number;
  /** From when until when it is booked, or was. */
  time: string;
  /** The same in the customer's time zone; null: their clocks say the same, or it is not known. */
  ownTime: string | null;
  /** The room or person. */
  resource: string;
  /** When and where it was booked before it was moved; null: it was not. */
  before: { time: string; resource: string } | null;
  /** What the customer paid for it and what of that goes back; null: it was not cancelled, or with a refund that has arrived. */
  returning: { price: Money; refund: Money } | null;
  method: PaymentMethod | null;
  /** Whether staff have made the change. */
  byStaff: boolean;
}

interface MailText {
  subject: string;
  paragraphs: string[];
}

/** The time on the customer's clocks, as a sentence of its own. */
function ownTimeText({ ownTime }: BookingMailFacts): string {
  return ownTime === null ? "" : ` On your clock that is from ${ownTime}.`;
}

function movedText(facts: BookingMailFacts): MailText {
  const { number, title, time, resource, before, byStaff } = facts;
  const keepsTime = before?.time === time;
  return {
    subject: `Your booking of order ${number} ${keepsTime ? `is with ${resource} now` : "has a new time"}`,
    paragraphs: [
      `${byStaff ? "We have moved your booking" : "You have moved your booking"}: ${title} is booked for you from ${time}, ${resource}.${ownTimeText(facts)}`,
      ...(before === null ? [] : [`It is not booked any more from ${before.time}, ${before.resource}.`]),
      ...(byStaff
        ? [`If ${keepsTime ? "that" : "the new time"} does not suit you, please answer this mail.`]
        : []),
      "The file in this mail changes it in your calendar. This is the order's page:",
    ],
  };
}

function cancelledText(facts: BookingMailFacts): MailText {
  const { number, title, time, returning, method, byStaff } = facts;
  return {
    subject: `Your booking of order ${number} is cancelled`,
    paragraphs: [
      `${returning === null ? "Your refund is done" : byStaff ? "We have cancelled your booking" : "You have cancelled your booking"}: ${title}, from ${time}, is not booked for you any more.${ownTimeText(facts)}`,
      ...(returning === null ? [] : [returningText(returning, method)]),
      "The file in this mail takes it out of your calendar. This is the order's page:",
    ],
  };
}

function returningText(
  { price, refund }: { price: Money; refund: Money },
  method: PaymentMethod | null,
): string {
  if (price.amount === 0) return "There was nothing to pay for it, so nothing goes back.";
  if (refund.amount === 0) return `Nothing of the ${formatMoney(price)} goes back, as it was cancelled late.`;
  const sum = refund.amount === price.amount ? "all of the" : `${formatMoney(refund)} of the`;
  return `We are returning ${sum} ${formatMoney(price)} to ${refundTarget(method)}, and write to you again when it is on its way.`;
}

function reminderText(facts: BookingMailFacts): MailText {
  const { number, title, time, resource } = facts;
  return {
    subject: `Your booking: ${time}`,
    paragraphs: [
      `We look forward to seeing you: ${title} is booked for you from ${time}, ${resource}.${ownTimeText(facts)}`,
      `If something has come up, the page of your order ${number} says what you can still change:`,
    ],
  };
}

const texts: Record<BookingMailKind, (facts: BookingMailFacts) => MailText> = {
  booking_moved: movedText,
  booking_cancelled: cancelledText,
  booking_reminder: reminderText,
};

/** Writes a mail about a booking, as plain text and as HTML. */
export function renderBookingMail(
  kind: BookingMailKind,
  facts: BookingMailFacts,
): { subject: string; text: string; html: string } {
  const { subject, paragraphs } = texts[kind](facts);
  const parts = layoutMail({
    greeting: facts.name === null ? "Hello," : `Hello ${facts.name},`,
    paragraphs,
    link: { label: `Order ${facts.number}`, url: facts.link },
    rows: facts.places > 1 ? [["Places", String(facts.places)]] : [],
    closing: mailClosing(facts),
  });
  return { subject, ...parts };
}
