import type { OrderView } from "../../server/trpc.ts";

/** The heading for a customer who has just ordered. */
export function thanksHeading({ name, number, state }: OrderView): string {
  if (state === "failed" || state === "cancelled") return `Order ${number}`;
  const firstName = name?.trim().split(/\s+/)[0];
  return firstName ? `Thank you, ${firstName}.` : "Thank you.";
}
