import { formatMoney, type ReservationState, type StaffRole } from "@dualtrack/contract";
import type { HeldCheckout, Released } from "../../server/trpc.ts";
import { shopSpan } from "../../shop-time.ts";
import type { Tone } from "../../ui/status.tsx";

interface Badge {
  tone: Tone;
  label: string;
}

export const reservationBadges: Record<ReservationState, Badge> = {
  held: { tone: "wait", label: "Held" },
  committed: { tone: "good", label: "Sold" },
  released: { tone: "none", label: "Released" },
  expired: { tone: "idle", label: "Expired" },
};

/** An open checkout with a reservation has one of the first two; the others are on their way to a sale. */
export const checkoutBadges: Record<HeldCheckout["state"], Badge> = {
  open: { tone: "none", label: "Open" },
  paying: { tone: "wait", label: "Paying" },
  completed: { tone: "good", label: "Ordered" },
  expired: { tone: "idle", label: "Expired" },
  cancelled: { tone: "none", label: "Cancelled" },
};

/** The customer's name, as far as it is known. */
export function customerName({ customer, name }: Pick<HeldCheckout, "customer" | "name">): string {
  return customer.email ?? customer.name ?? `the customer of ${name}`;
}

type HeldTime = NonNullable<HeldCheckout["lines"][number]["time"]>;

/** `Wed 10 June 2026, 14:00–15:00, Room A`, on the shop's clocks. */
export function heldTimeText({ startsAt, endsAt, room }: HeldTime, timeZone: string): string {
  return `${shopSpan(startsAt, endsAt, timeZone)}, ${room}`;
}

/** `2 × Parallel Lines, Blue`, `1 × Studio hour (Wed 10 June 2026, 14:00–15:00, Room A)`, and others. */
export function goodsOf({ lines }: Pick<HeldCheckout, "lines">, timeZone: string): string {
  return lines
    .map(({ quantity, title, time }) =>
      [`${quantity} × ${title}`, ...(time === null ? [] : [`(${heldTimeText(time, timeZone)})`])].join(" "),
    )
    .join(", ");
}

export function reservationsDisabledReason(role: StaffRole): string | null {
  return role === "support" ? "Only an owner or a manager may extend or release a reservation." : null;
}

/** The notice after a reservation was released. */
export function releaseNotice(
  held: HeldCheckout,
  { outcome, orderNumber }: Released,
  timeZone: string,
): string {
  switch (outcome) {
    case "released":
      return `The reservation is released: ${goodsOf(held, timeZone)} can be bought by others. Nothing was charged.`;
    case "ordered":
      return `It was not released: ${customerName(held)} has just paid ${formatMoney(held.value)} and shipping. It became order ${orderNumber}.`;
    case "given_back":
      return `It was paid, but there can be no order: all of the money goes back. See ${orderNumber}.`;
    case "over":
      return "This reservation had ended already, by itself or by its customer. Nothing was changed.";
  }
}
