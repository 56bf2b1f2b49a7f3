import {
  formatMoney,
  invoiceKindLabels,
  type Money,
  type PaymentMethod,
  type RefundDocument,
} from "@dualtrack/contract";
import type { MailKind } from "@dualtrack/db";
import type { Seller } from "../settings/get-seller.ts";
import { mailClosing } from "./mail-closing.ts";
import { layoutMail } from "./mail-layout.ts";
import { refundTarget } from "./refund-target.ts";

/** Mails about one refund. */
export type RefundMailKind = Extract<MailKind, "refund_sent" | "refund_failed" | "refund_paid_another_way">;

export interface RefundMailFacts {
  shopName: string;
  supportEmail: string;
  seller: Seller;
  number: string;
  /** Address of the order's page. */
  link: string;
  /** Its credit note, or the reversal of that; null: none is issued. */
  document: { kind: RefundDocument; url: string } | null;
  name: string | null;
  amount: Money;
  /** The payment method, to which the money returns; null: Stripe did not name it. */
  method: PaymentMethod | null;
  /** Whether an earlier refund of the same money failed. */
  isRetry: boolean;
  /** What was booked and is free again, with its time. */
  freedTimes: readonly string[];
  /** What is booked until the refund has arrived. */
  timesToFree: readonly string[];
  /** Stripe's failure reason. */
  failureReason: string | null;
}

/** The same text as on the order's page and in every mail. */
const bankTime = "Banks take 5 to 10 days to show it.";

/** Writes a mail about a refund, as plain text and as HTML. */
export function renderRefundMail(
  kind: RefundMailKind,
  facts: RefundMailFacts,
): { subject: string; text: string; html: string } {
  const { subject, paragraphs } = texts[kind](facts);
  const parts = layoutMail({
    greeting: facts.name === null ? "Hello," : `Hello ${facts.name},`,
    paragraphs,
    link: { label: `Order ${facts.number}`, url: facts.link },
    moreLinks:
      facts.document === null
        ? []
        : [{ label: `${invoiceKindLabels[facts.document.kind]} (PDF)`, url: facts.document.url }],
    rows: [["Refund", formatMoney(facts.amount)]],
    closing: mailClosing(facts),
  });
  return { subject, ...parts };
}

function sentText({ number, amount, method, isRetry, freedTimes, timesToFree }: RefundMailFacts) {
  const sum = formatMoney(amount);
  const again = isRetry ? " once more, as the first time it did not arrive" : "";
  return {
    subject: `${sum} for your order ${number} is on its way back to you`,
    paragraphs: [
      `We have sent ${sum} for your order ${number} back to ${refundTarget(method)}${again}. ${bankTime} You don't need to do anything.`,
      ...freedText(freedTimes),
      ...(timesToFree.length === 0
        ? []
        : [
            `When it has arrived, ${timesToFree.length === 1 ? "this is" : "these are"} not booked for you any more: ${timesToFree.join("; ")}.`,
          ]),
      "The order's page shows the refund's status:",
    ],
  };
}

function freedText(times: readonly string[]): string[] {
  if (times.length === 0) return [];
  return [
    `${times.length === 1 ? "This is" : "These are"} not booked for you any more: ${times.join("; ")}.`,
  ];
}

function paidText({ number, amount, method, freedTimes }: RefundMailFacts) {
  const sum = formatMoney(amount);
  return {
    subject: `We have paid you ${sum} for your order ${number} another way`,
    paragraphs: [
      `The refund of ${sum} to ${refundTarget(method)} did not arrive, so we have paid you this ${sum} another way. If you don't find it within 10 days, please answer this mail.`,
      ...freedText(freedTimes),
      "This is the order's page:",
    ],
  };
}

/** Failure reasons of cards that accept no money any more, so that a retry would fail, too. */
const closedCardReasons = ["lost_or_stolen_card", "expired_or_canceled_card"];

function failedText({ number, amount, method, failureReason }: RefundMailFacts) {
  const sum = formatMoney(amount);
  const target = refundTarget(method);
  const why = closedCardReasons.includes(failureReason ?? "")
    ? `${target} can't take money any more, as it was lost, replaced or has expired.`
    : `The refund to ${target} did not go through.`;
  return {
    subject: `Your refund of ${sum} for order ${number} did not arrive`,
    paragraphs: [
      `${why} The ${sum} are safe with us, and they are yours.`,
      "Please answer this mail and tell us whether that card or account still exists, or how else we may pay you. Don't send us a card's number.",
      "This is the order's page:",
    ],
  };
}

const texts: Record<RefundMailKind, (facts: RefundMailFacts) => { subject: string; paragraphs: string[] }> = {
  refund_sent: sentText,
  refund_failed: failedText,
  refund_paid_another_way: paidText,
};
