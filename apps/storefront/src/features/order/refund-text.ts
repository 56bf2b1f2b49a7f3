import { formatMoney, paymentMethodLabel } from "@dualtrack/contract";
import type { OrderView } from "../../server/trpc.ts";

export type CustomerRefund = OrderView["refunds"][number];

/** How long banks take: the same text as in the mails. */
const bankTime = "Banks take 5 to 10 days to show it.";

/** One refund's status, and what the customer should do, if anything. */
export function refundText({ amount, state, method }: CustomerRefund): string {
  const sum = formatMoney(amount);
  const target = method ? paymentMethodLabel(method) : "the card or account you paid with";
  const texts: Record<CustomerRefund["state"], string> = {
    requested: `We are sending ${sum} back to ${target}.`,
    on_its_way: `${sum} is on its way back to ${target}. ${bankTime}`,
    sent: `We sent ${sum} back to ${target}. ${bankTime}`,
    paid_another_way: `The refund to ${target} did not arrive, so we paid you ${sum} another way. If you don’t find it within 10 days, write to us.`,
    failed: `${sum} did not reach ${target}. The money is safe with us, and it is yours: write to us whether that card or account still exists, or how else we may pay you. Don't send us a card's number.`,
  };
  return texts[state];
}

/** Why the shop cancelled a paid order. */
const causes: Partial<Record<OrderView["timeline"][number]["kind"], string>> = {
  cancelled_out_of_stock: "The last piece was sold before your payment arrived. ",
  cancelled_discount_used_up: "Your discount was used up before your payment arrived. ",
};

/** What happens to the money of a cancelled order. */
export function cancelledStatus({
  paymentState,
  total,
  method,
  refunds,
  timeline,
}: Pick<OrderView, "paymentState" | "total" | "method" | "refunds" | "timeline">): string {
  if (paymentState === "authorized" || paymentState === "released") {
    const payer = method ? paymentMethodLabel(method) : "your card";
    const isDone = paymentState === "released" ? "are released" : "are being released";
    return `Nothing was charged. The ${formatMoney(total)} that were reserved on ${payer} ${isDone}; some banks take days to show it.`;
  }
  const isPaid = paymentState !== "unpaid" && paymentState !== "not_required";
  const wasPaid = isPaid || timeline.some(({ kind }) => /^(cancelled|refund)_/.test(kind));
  if (!wasPaid) return "Nothing was charged.";
  const why = timeline.map(({ kind }) => causes[kind] ?? "").join("");
  if (refunds.length > 0) return why + refunds.map(refundText).join(" ");
  return `${why}You get all of it back: ${formatMoney(total)}. ${bankTime}`;
}
