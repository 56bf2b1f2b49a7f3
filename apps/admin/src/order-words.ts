import type { ListedOrder } from "../../server/trpc.ts";
import type { Tone } from "../../ui/status.tsx";

interface Look {
  tone: Tone;
  word: string;
}

// A state the server learns and these tables don't know does not compile.

export const stateLooks: Record<ListedOrder["state"], Look> = {
  processing: { tone: "wait", word: "Processing" },
  confirmed: { tone: "good", word: "Confirmed" },
  completed: { tone: "idle", word: "Completed" },
  failed: { tone: "bad", word: "Failed" },
  cancelled: { tone: "none", word: "Cancelled" },
};

export const paymentLooks: Record<ListedOrder["paymentState"], Look> = {
  unpaid: { tone: "none", word: "Unpaid" },
  paid: { tone: "good", word: "Paid" },
  partially_refunded: { tone: "info", word: "Partly refunded" },
  refunded: { tone: "idle", word: "Refunded" },
  disputed: { tone: "bad", word: "Disputed" },
};

export const fulfilmentLooks: Record<ListedOrder["fulfilmentState"], Look> = {
  unfulfilled: { tone: "none", word: "Unfulfilled" },
  partly_shipped: { tone: "wait", word: "Partly shipped" },
  shipped: { tone: "info", word: "Shipped" },
  delivered: { tone: "good", word: "Delivered" },
};

export const provisionalWords = "Shown before Stripe's confirmation; it becomes final, or fails, by itself";
