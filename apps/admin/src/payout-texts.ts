import type { BalanceCategory, PayoutState } from "@dualtrack/contract";
import type { Payout } from "./server/trpc.ts";
import type { Tone } from "./ui/status.tsx";

export const payoutBadges: Record<PayoutState, { tone: Tone; label: string }> = {
  pending: { tone: "wait", label: "Being made" },
  in_transit: { tone: "wait", label: "On its way" },
  paid: { tone: "good", label: "At the bank" },
  failed: { tone: "bad", label: "Sent back" },
  canceled: { tone: "idle", label: "Called off" },
};

export const categoryTexts: Record<BalanceCategory, string> = {
  charge: "Payment",
  refund: "Refund",
  dispute: "Dispute",
  fee: "Fee of Stripe’s",
  payout: "Payout",
  payout_reversal: "A payout that came back",
  other: "Other",
};

/** Whether a payout is the sum of what it consists of. */
export function sumBadge({ addsUp, sums, amount, isAutomatic }: Payout): { tone: Tone; label: string } {
  if (addsUp) return { tone: "good", label: "Adds up" };
  if (addsUp === null)
    return isAutomatic ? { tone: "wait", label: "Not listed yet" } : { tone: "none", label: "Made by hand" };
  const isOther = sums !== null && sums.net.amount !== amount.amount;
  return { tone: "bad", label: isOther ? "Does not add up" : "Not all in the books" };
}

/** The day in UTC, as Stripe and banks name it. */
export function dayOfArrival({ arrivesAt }: Pick<Payout, "arrivesAt">): string {
  return new Date(arrivesAt).toLocaleDateString("en-IE", {
    ...{ day: "numeric", month: "short", year: "numeric", timeZone: "UTC" },
  });
}
