import { formatMoney, type ReservationState, type StaffRole } from "@dualtrack/contract";
import type { HeldCheckout, Released } from "../../server/trpc.ts";
import type { Tone } from "../../ui/status.tsx";

interface Look {
  tone: Tone;
  word: string;
}

export const reservationLooks: Record<ReservationState, Look> = {
  held: { tone: "wait", word: "Held" },
  committed: { tone: "good", word: "Sold" },
  released: { tone: "none", word: "Released" },
  expired: { tone: "idle", word: "Expired" },
};

/** A checkout that holds something is one of these two; others are on their way to a sale. */
export const checkoutLooks: Record<HeldCheckout["state"], Look> = {
  open: { tone: "none", word: "Open" },
  paying: { tone: "wait", word: "Paying" },
  completed: { tone: "good", word: "Paid" },
  expired: { tone: "idle", word: "Expired" },
  cancelled: { tone: "none", word: "Cancelled" },
};

/** Who it is, as far as is known. */
export function customerName({ customer, name }: Pick<HeldCheckout, "customer" | "name">): string {
  return customer.email ?? customer.name ?? `the customer of ${name}`;
}

/** `2 × Parallel Lines, Blue`, and others. */
export function goodsOf({ lines }: Pick<HeldCheckout, "lines">): string {
  return lines.map(({ quantity, title }) => `${quantity} × ${title}`).join(", ");
}

export function whyNotHolds(role: StaffRole): string | null {
  return role === "support" ? "Only an owner or a manager may extend or release a hold." : null;
}

/** What is so after a release. */
export function releaseFact(held: HeldCheckout, { outcome, orderNumber }: Released): string {
  switch (outcome) {
    case "released":
      return `The hold is released: ${goodsOf(held)} can be bought by others. Nothing was charged.`;
    case "ordered":
      return `It was not released: ${customerName(held)} has just paid ${formatMoney(held.value)} and shipping. It became order ${orderNumber}.`;
    case "given_back":
      return `It was paid, but there can be no order: all of the money goes back. See ${orderNumber}.`;
    case "over":
      return "This hold had ended already, by itself or by its customer. Nothing was changed.";
  }
}
