import type { DiscrepancyKind, DiscrepancyRemedy } from "@dualtrack/contract";

interface DiscrepancyText {
  /** A line of a table. */
  title: string;
  /** What it means. */
  meaning: string;
}

export const discrepancyTexts: Record<DiscrepancyKind, DiscrepancyText> = {
  payment_without_order: {
    title: "Paid, no order",
    meaning: "Stripe has the money, and there is neither an order for it nor a refund.",
  },
  order_without_payment: {
    title: "Order, not paid",
    meaning: "The order is confirmed, and Stripe has no money for it. Was another account’s key in use?",
  },
  amount_differs: {
    title: "Other amount",
    meaning: "The order’s sum or currency is not that of its payment.",
  },
  duplicate_charge: {
    title: "Paid twice",
    meaning: "The order is paid by another payment, and this one is not refunded.",
  },
  refund_missing_here: {
    title: "Refund not booked",
    meaning: "Stripe has a refund that the books lack.",
  },
  refund_missing_there: {
    title: "Refund not at Stripe",
    meaning: "The books have a refund that Stripe does not. The customer has not got this money.",
  },
  refund_differs: {
    title: "Other refund",
    meaning: "Stripe has this refund in another state or of another amount.",
  },
  payable_after_end: {
    title: "Still payable",
    meaning: "The checkout is over, and somebody could still pay it at Stripe.",
  },
  stock_held: {
    title: "Held for nothing",
    meaning: "The checkout is over, and still holds goods, places or a discount.",
  },
  payout_differs: {
    title: "Payout of another sum",
    meaning: "What arrives at the bank is not what the payout’s transactions add up to.",
  },
  payout_unmatched: {
    title: "Not in the books",
    meaning: "The payout has charges, refunds or disputes that the books lack, or that are not this shop’s.",
  },
};

interface RemedyText {
  button: string;
  /** What the press does, one sentence each. */
  consequences: string[];
  /** Said when it is done. */
  done: string;
}

export const remedyTexts: Record<DiscrepancyRemedy, RemedyText> = {
  settle: {
    button: "Settle it",
    consequences: [
      "Stripe is asked again, and the order and its refunds are brought to what it says.",
      "If the payment can’t have an order, all of it is refunded, and the customer gets a mail.",
    ],
    done: "Settled. Order, payment and refunds agree with Stripe.",
  },
  cancel_order: {
    button: "Cancel the order",
    consequences: [
      "The order is cancelled, and the customer gets a mail. Its goods go back to stock when the money is back.",
      "What Stripe has of its money is refunded in full. If Stripe has none, the refund fails, and you waive it on the order’s page.",
      "An order that has shipped is left as it is: refund on its page what is too much, and dismiss this.",
    ],
    done: "The order is cancelled.",
  },
  refund_again: {
    button: "Send the refund again",
    consequences: [
      "The booked refund counts as failed, and another one of the same amount is sent to Stripe in its place.",
      "Its goods are treated as before.",
    ],
    done: "The refund is being sent again.",
  },
  end_payment: {
    button: "Cancel the payment",
    consequences: [
      "It is cancelled at Stripe, so that nobody can pay it any more.",
      "If somebody has just paid it, it becomes an order, or is refunded.",
    ],
    done: "Nobody can pay it any more.",
  },
  read_payout: {
    button: "Read it again",
    consequences: [
      "Stripe is asked about the payments that the books lack; those of this shop are brought to what it says.",
      "The payout is read again with all that it consists of, and added up.",
      "If another program takes payments on the same Stripe account, dismiss this with that reason.",
    ],
    done: "The payout adds up.",
  },
  release: {
    button: "Release it",
    consequences: ["The goods, places or discount that it holds are free for others."],
    done: "What was held is free.",
  },
};
