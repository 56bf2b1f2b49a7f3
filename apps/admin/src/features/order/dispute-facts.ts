import { disputeReasonText, formatMoney } from "@dualtrack/contract";
import { deadlineTime, timeLeftText } from "../../dispute-badges.ts";
import type { OrderDispute, OrderView } from "../../server/trpc.ts";

interface DisputeTexts {
  tone: "bad" | "wait" | "good" | "idle";
  title: string;
  /** What happened, what it means for the money, and what to do now. */
  text: string;
}

/** The fields of an order that say what is left to do about its goods; null if there is no order. */
export type DisputedGoods = Pick<OrderView, "state" | "fulfilmentState"> | null;

/** A dispute in a title and one or two sentences. */
export function disputeTexts(dispute: OrderDispute, goods: DisputedGoods): DisputeTexts {
  const { status, amount, fee, reason, canRespond, withdrawn } = dispute;
  const sum = formatMoney(amount);
  const why = disputeReasonText(reason);
  const feeToo = fee !== null && fee.amount > 0 ? ` The fee of ${formatMoney(fee)} is not returned.` : "";
  switch (status) {
    case "needs_response":
      return canRespond
        ? {
            tone: "bad",
            title: `${sum} disputed: ${why}`,
            text: `The customer’s bank has taken ${sum} back until this is decided. Answer with evidence, or accept it. Without an answer the money is lost. Don’t refund it and don’t pay the customer another way: they would have it twice.`,
          }
        : {
            tone: "bad",
            title: `${sum} disputed: ${why}`,
            text: "It can’t be answered any more: the time is up. Unless the customer withdraws it, the money is lost.",
          };
    case "under_review":
      return {
        tone: "wait",
        title: `${sum} disputed: ${why}`,
        text: `The evidence is with the customer’s bank, which decides now. That may take 60 to 75 days; until then it holds ${sum}, and nothing more can be sent to it.`,
      };
    case "appeal_needs_response":
    case "appeal_under_review":
      return {
        tone: status === "appeal_under_review" ? "wait" : "bad",
        title: `${sum} disputed, on appeal: ${why}`,
        text: "The dispute was lost once and goes on. It is answered in Stripe’s dashboard.",
      };
    case "warning_needs_response":
      return {
        tone: "wait",
        title: `Inquiry: the bank asks about ${sum}: ${why}`,
        text: canRespond
          ? "No money has been taken. Answer with evidence, or refund all of it, which ends the inquiry. Without either it may become a dispute, which costs a fee."
          : "No money has been taken. It can’t be answered any more: the time is up.",
      };
    case "warning_under_review":
      return {
        tone: "wait",
        title: `Inquiry about ${sum}: answered`,
        text: "The evidence is with the customer’s bank. No money has been taken.",
      };
    case "warning_closed":
      return { tone: "idle", title: `Inquiry about ${sum}: closed`, text: "No money was taken." };
    case "won": {
      const isBack = withdrawn === null || withdrawn.amount === 0;
      return {
        tone: "good",
        title: isBack ? `Dispute won: ${sum} is back` : `Dispute won: ${sum} comes back`,
        text: isBack
          ? `The bank has decided for the shop.${feeToo}`
          : "The bank has decided for the shop. Stripe has not booked the money back yet.",
      };
    }
    case "lost":
      return {
        tone: "bad",
        title: dispute.isReturnedDebit ? `Debit returned: ${sum} is gone` : `Dispute lost: ${sum} is gone`,
        text: `${lostText(dispute, why)}.${feeToo} Don’t refund it, the customer has the money. ${goodsText(goods)}`.trim(),
      };
    case "prevented":
      return {
        tone: "good",
        title: `Dispute about ${sum}: prevented`,
        text: "It ended before any money was lost.",
      };
  }
}

function lostText({ answeredBy, submissionCount, isReturnedDebit }: OrderDispute, why: string): string {
  if (isReturnedDebit) return `The customer’s bank has returned the debit: ${why}`;
  if (submissionCount > 0) return "The bank has decided for the customer";
  if (answeredBy !== null) return `${answeredBy} accepted it`;
  return `No evidence was sent, so the bank has decided for the customer: ${why}`;
}

function goodsText(goods: DisputedGoods): string {
  if (goods === null) return "";
  if (goods.state === "cancelled") return "The order is cancelled.";
  return shippedTexts[goods.fulfilmentState];
}

const shippedTexts: Record<NonNullable<DisputedGoods>["fulfilmentState"], string> = {
  unfulfilled: "Its goods have not left: cancel the order, and they go back in stock.",
  partly_shipped: "Some of its goods have left; the others should stay here.",
  shipped: "Its goods have left.",
  delivered: "Its goods have arrived at the customer.",
  not_required: "Nothing of it is left to send.",
};

/** `Answer until Tue 8 Dec, 10:00 (6 days left)`; null if there is nothing to answer. */
export function deadlineText({ deadline, canRespond }: OrderDispute, now: number): string | null {
  if (deadline === null || !canRespond) return null;
  return `Answer until ${deadlineTime(deadline)} (${timeLeftText(deadline, now)})`;
}
