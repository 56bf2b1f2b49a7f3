import {
  disputeReasonText,
  type FulfilmentState,
  formatMoney,
  formatOrderNumber,
  isBankDebit,
  type OrderState,
} from "@dualtrack/contract";
import type { OrderEventKind, Tx } from "@dualtrack/db";
import { queueStaffAlert } from "../notifications/queue-staff-alert.ts";
import type { Shop } from "../shop.ts";
import type { DisputeFacts } from "../stripe/dispute-facts.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

interface AlertOfDispute {
  /** The dispute's event. */
  kind: OrderEventKind;
  dispute: DisputeFacts;
  order: { id: string } | null;
}

interface Alert {
  subject: string;
  /** What happened to the money, and what staff can do. */
  paragraphs: string[];
}

interface AlertFacts {
  amount: string;
  about: string;
  deadline: string | null;
  dispute: DisputeFacts;
  /** Whether the payment was a bank debit, which the bank returns without a dispute. */
  isDebit: boolean;
  order: { state: OrderState; fulfilmentState: FulfilmentState } | null;
}

const texts: Partial<Record<OrderEventKind, (facts: AlertFacts) => Alert>> = {
  dispute_opened: ({ amount, about, deadline }) => ({
    subject: `Dispute: ${amount} of ${about} was taken back`,
    paragraphs: [
      `The customer's bank has taken back ${amount} of ${about}, and keeps it until the dispute is decided.`,
      `${deadline === null ? "Answer it" : `Answer it by ${deadline}`}, or accept it, on the order's page. Without an answer the money is lost. Do not refund the disputed money: the customer would get it twice.`,
    ],
  }),
  inquiry_opened: ({ amount, about, deadline }) => ({
    subject: `Inquiry: the bank asks about ${amount} of ${about}`,
    paragraphs: [
      `The customer's bank asks about ${amount} of ${about}. No money has been taken.`,
      `${deadline === null ? "Answer it" : `Answer it by ${deadline}`} on the order's page, or refund the order: a full refund ends an inquiry. Without either it may become a dispute.`,
    ],
  }),
  dispute_won: ({ amount, about, dispute }) => ({
    subject: `Dispute won: ${about}`,
    paragraphs: [
      dispute.withdrawnAmount === 0
        ? `The bank has decided for the shop: ${amount} of ${about} is back on your balance.`
        : `The bank has decided for the shop about ${amount} of ${about}. Stripe has not booked the money back yet.`,
      wonFeeSentence(dispute),
    ].filter(Boolean),
  }),
  dispute_lost: ({ amount, about, isDebit, order }) => ({
    subject: isDebit
      ? `Debit returned: ${amount} of ${about} is lost`
      : `Dispute lost: ${amount} of ${about}`,
    paragraphs: [
      isDebit
        ? `The customer's bank has returned the debit: ${amount} of ${about} is back with the customer for good.`
        : `${amount} of ${about} has gone back to the customer for good.`,
      order?.state !== "cancelled" && order?.fulfilmentState === "unfulfilled"
        ? "Its goods have not been shipped yet: cancel the order, and they return to stock. Do not refund that money as well."
        : "Do not refund that money as well: the customer has it.",
    ],
  }),
  dispute_closed: ({ amount, about }) => ({
    subject: `Dispute closed: ${about}`,
    paragraphs: [`The dispute of ${amount} of ${about} ended before any money was lost.`],
  }),
  inquiry_closed: ({ amount, about }) => ({
    subject: `Inquiry closed: ${about}`,
    paragraphs: [`The bank has closed its inquiry about ${amount} of ${about}. No money was taken.`],
  }),
};

const orderFields = { number: true, state: true, fulfilmentState: true } as const;
const paymentFields = { payment: { select: { methodType: true } } } as const;

/** The fee according to the dispute's balance transactions so far. */
function wonFeeSentence({ feeAmount, withdrawnAmount, balanceCurrency }: DisputeFacts): string {
  if (balanceCurrency === null) return "";
  if (feeAmount === 0) return "Stripe keeps no fee for it.";
  const fee = formatMoney({ amount: feeAmount, currency: balanceCurrency });
  return withdrawnAmount === 0
    ? `Stripe's fee of ${fee} is not returned.`
    : `Stripe's fee of ${fee} is not returned so far.`;
}

/** Queues a mail about a dispute's event to owners and managers. Events without a text send none. */
export async function alertOfDispute(
  unit: UnitOfWork,
  { kind, dispute, order }: AlertOfDispute,
): Promise<void> {
  const { shop, tx } = unit;
  const { amount, currency, feeAmount, balanceCurrency, reason, dueBy } = dispute;
  const textOf = texts[kind];
  if (textOf === undefined) return;
  const subject =
    order === null
      ? null
      : await tx.order.findUniqueOrThrow({ where: { id: order.id }, select: orderFields });
  const { payment } = await tx.dispute.findUniqueOrThrow({
    where: { id: dispute.id },
    select: paymentFields,
  });
  const number = subject === null ? null : formatOrderNumber(subject.number);
  const text = textOf({
    amount: formatMoney({ amount, currency }),
    about: number === null ? "a payment without an order" : `order ${number}`,
    deadline: dueBy === null ? null : deadlineText(shop, dueBy),
    dispute,
    isDebit: isBankDebit(payment.methodType),
    order: subject,
  });
  const { publicUrl } = shop.settings;
  await queueStaffAlert(unit, {
    key: `${kind}:${dispute.id}`,
    ...text,
    link:
      number === null
        ? { label: "The console", url: `${publicUrl}/admin` }
        : { label: `Order ${number}`, url: `${publicUrl}/admin/orders/${number}` },
    rows: [
      ["Reason", disputeReasonText(reason)],
      ...(balanceCurrency === null || feeAmount === 0
        ? []
        : [["Stripe's fee", formatMoney({ amount: feeAmount, currency: balanceCurrency })] as const]),
      ["Dispute", dispute.id],
    ],
  });
}

export async function orderNumberOf(tx: Tx, id: string): Promise<string> {
  return formatOrderNumber(
    (await tx.order.findUniqueOrThrow({ where: { id }, select: { number: true } })).number,
  );
}

/** Includes the time zone, as the reader may be in another. */
function deadlineText(shop: Shop, dueBy: Date): string {
  const { timeZone } = shop.settings;
  const day = { day: "numeric", month: "long", year: "numeric" } as const;
  const time = { hour: "2-digit", minute: "2-digit", timeZoneName: "short" } as const;
  return new Intl.DateTimeFormat("en-GB", { timeZone, ...day, ...time }).format(dueBy);
}
