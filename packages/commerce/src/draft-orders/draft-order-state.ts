import type { CheckoutState, DraftOrderState } from "@dualtrack/contract";
import type { Prisma } from "@dualtrack/db";
import { isLiveCheckout, liveCheckoutStates } from "../checkouts/states.ts";

interface StateRow {
  cancelledAt: Date | null;
  checkout: {
    state: CheckoutState;
    endedBy: string | null;
    order: { state: string } | null;
  } | null;
}

/** States of an order without a sale: the customer may pay another way, or the goods are free again. */
const withoutSale = ["failed", "cancelled"] as const;

/** The state of a draft order: that of the checkout which reserves its goods, once it was sent. */
export function draftOrderState({ cancelledAt, checkout }: StateRow): DraftOrderState {
  if (checkout === null) return cancelledAt === null ? "draft" : "cancelled";
  const { state, order, endedBy } = checkout;
  if (state === "completed") return "ordered";
  if (order !== null && !withoutSale.some((each) => each === order.state)) return "ordered";
  if (isLiveCheckout(state)) return "waiting";
  return endedBy === null ? "expired" : "cancelled";
}

const isOrdered = {
  OR: [{ state: "completed" }, { order: { state: { notIn: [...withoutSale] } } }],
} satisfies Prisma.CheckoutWhereInput;
const hasEnded = {
  state: { notIn: [...liveCheckoutStates, "completed"] },
  NOT: isOrdered,
} satisfies Prisma.CheckoutWhereInput;

/** Finds the draft orders that `draftOrderState` says this of. */
export const draftOrdersIn: Readonly<Record<DraftOrderState, Prisma.DraftOrderWhereInput>> = {
  draft: { checkoutId: null, cancelledAt: null },
  waiting: { checkout: { state: { in: liveCheckoutStates }, NOT: isOrdered } },
  ordered: { checkout: isOrdered },
  expired: { checkout: { ...hasEnded, endedBy: null } },
  cancelled: {
    OR: [{ cancelledAt: { not: null } }, { checkout: { ...hasEnded, endedBy: { not: null } } }],
  },
};
