import type { Prisma } from "@dualtrack/db";

export const sessionFields = {
  stripeId: true,
  paymentIntentId: true,
  kind: true,
  state: true,
  clientSecret: true,
  quoteNumber: true,
  addressFromWallet: true,
  pageUrl: true,
  expiresAt: true,
  replacedAt: true,
} as const satisfies Prisma.PaymentSessionSelect;

export type SessionRow = Prisma.PaymentSessionGetPayload<{ select: typeof sessionFields }>;

/** All sessions of a checkout, the oldest first. */
export const sessionRows = {
  orderBy: { openedAt: "asc" },
  select: sessionFields,
} as const satisfies Prisma.Checkout$paymentSessionsArgs;

/** The checkout's open session; null if there is none. */
export function openSessionOf<Row extends Pick<SessionRow, "state">>(sessions: readonly Row[]): Row | null {
  return sessions.find(({ state }) => state === "open") ?? null;
}
