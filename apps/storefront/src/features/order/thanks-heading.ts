import type { OrderView } from "../../server/trpc.ts";
import { isBookingCancelled } from "./order-status-heading.ts";

/** The heading for a customer who has just ordered. */
export function thanksHeading({ name, number, state, lines }: OrderView): string {
  if (state === "failed" || state === "cancelled" || isBookingCancelled(lines)) return `Order ${number}`;
  const firstName = name?.trim().split(/\s+/)[0];
  return firstName ? `Thank you, ${firstName}.` : "Thank you.";
}
