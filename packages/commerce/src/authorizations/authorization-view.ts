import { readStripeProblem } from "@dualtrack/contract";
import type { PaymentStatus, Prisma } from "@dualtrack/db";
import { amountToCapture } from "../payment-state/uncaptured.ts";

interface AuthorizedRow {
  status: PaymentStatus;
  amount: number;
  currency: string;
  refunds: readonly { amount: number; isUncaptured: boolean }[];
  authorization: Prisma.PaymentAuthorizationGetPayload<object> | null;
}

/** The money that a bank has reserved and that is not captured yet, for staff; null if there is none. */
export function authorizationView({ status, currency, authorization, ...payment }: AuthorizedRow) {
  if (status !== "requires_capture" || authorization === null) return null;
  const { captureBefore, captureRequestedAt, releaseRequestedAt, problem } = authorization;
  return {
    /** Without what was cancelled: as much is captured. */
    money: { amount: amountToCapture(payment), currency },
    captureBefore: captureBefore.toISOString(),
    /** Whether Stripe is being asked to capture or release it. */
    isEnding: problem === null && (captureRequestedAt ?? releaseRequestedAt) !== null,
    /** Why Stripe has refused to; null: it has not. */
    problem: problem === null ? null : readStripeProblem(problem),
  };
}
