import { formatOrderNumber, readStripeProblem } from "@dualtrack/contract";
import type { Prisma } from "@dualtrack/db";
import { customerKey } from "../discounts/customer-key.ts";
import type { Shop } from "../shop.ts";

/** The most of each kind: a customer has few. */
const most = 10;

interface Known {
  /** As `customerKey` writes it. */
  emailKey: string;
  email: string;
  /** Null: none is known. */
  orderNumber: number | null;
}

const matched = {
  id: true,
  state: true,
  createdAt: true,
  customerKey: true,
  email: true,
  lastSyncError: true,
  currency: true,
  quote: { select: { totalAmount: true } },
  payments: { select: { paymentIntentId: true, status: true }, orderBy: { paymentIntentId: "asc" } },
  paymentSessions: { select: { paymentIntentId: true } },
  order: { select: { number: true, state: true, isProvisional: true, totalAmount: true } },
} as const satisfies Prisma.CheckoutSelect;

/**
 * What the shop has of a customer who writes: checkouts in which they entered this address, with payment and order, the order whose number they
 * wrote, and payments without an order. Spellings that most mail services deliver to one mailbox are one address.
 */
export async function findMatches(shop: Shop, { emailKey, email, orderNumber }: Known) {
  const { db } = shop;
  const [theirs, named, unknown] = await Promise.all([
    db.checkout.findMany({
      where: { customerKey: emailKey },
      orderBy: { createdAt: "desc" },
      take: most,
      select: matched,
    }),
    orderNumber === null
      ? null
      : db.order.findUnique({ where: { number: orderNumber }, select: { checkout: { select: matched } } }),
    db.unknownPayment.findMany({
      where: { email: { equals: email, mode: "insensitive" } },
      orderBy: { paidAt: "desc" },
      take: most,
    }),
  ]);
  const other = named?.checkout;
  const isKnown = other === undefined || theirs.some(({ id }) => id === other.id);
  const { stripeDashboard } = shop.settings;
  const checkouts = (isKnown ? theirs : [other, ...theirs]).map(
    ({ order, payments, paymentSessions, ...checkout }) => ({
      id: checkout.id,
      state: checkout.state,
      createdAt: checkout.createdAt.toISOString(),
      /** Whether it was bought with another address: say nothing of it to whoever has written. */
      isOthers: checkout.email === null || customerKey(checkout.email) !== emailKey,
      total: { amount: order?.totalAmount ?? checkout.quote.totalAmount, currency: checkout.currency },
      order: order && {
        number: formatOrderNumber(order.number),
        state: order.state,
        isProvisional: order.isProvisional,
      },
      /** `status` is null as long as Stripe was not asked about it. */
      payments: [
        ...payments,
        ...paymentSessions.flatMap(({ paymentIntentId: id }) =>
          id === null || payments.some(({ paymentIntentId }) => paymentIntentId === id)
            ? []
            : [{ paymentIntentId: id, status: null }],
        ),
      ].map(({ paymentIntentId, status }) => ({
        ...{ paymentIntentId, status },
        stripeUrl: stripeDashboard && `${stripeDashboard}/payments/${paymentIntentId}`,
      })),
      problem: checkout.lastSyncError === null ? null : readStripeProblem(checkout.lastSyncError),
    }),
  );
  return {
    checkouts,
    unknownPayments: unknown.map(({ paymentIntentId, amount, currency, paidAt, state }) => ({
      ...{ paymentIntentId, state, total: { amount, currency }, paidAt: paidAt.toISOString() },
    })),
  };
}
