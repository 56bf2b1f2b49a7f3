import { isBankDebit } from "@dualtrack/contract";
import type { Tx } from "@dualtrack/db";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import { lockUnknownPayment } from "./lock-unknown-payment.ts";

/**
 * What a payment is whose checkout the database does not know:
 * - `foreign`: another shop's on the same account, or none of ours, as staff say
 * - `unpaid`: nothing was ordered with it
 * - `lost`: it belongs to an order that the database has lost
 * - `unwanted`: the same, and staff have decided that all of it goes back
 */
export type UnknownPaymentKind = "foreign" | "unpaid" | "lost" | "unwanted";

/** Until the transaction ends, staff can't decide otherwise about it. */
export async function judgeUnknown(tx: Tx, facts: PaymentFacts): Promise<UnknownPaymentKind> {
  const { shopId } = facts.origin;
  // Payments from before shops wrote their id may be ours: staff are asked rather than money forgotten.
  if (shopId !== null && shopId !== (await tx.shopIdentity.findFirstOrThrow()).id) return "foreign";
  const known = await lockUnknownPayment(tx, facts.paymentIntentId);
  if (known?.state === "ignored") return "foreign";
  if (!wasOrdered(facts)) return "unpaid";
  return known?.state === "refunded" ? "unwanted" : "lost";
}

/** Money was taken, or the customer was told that the bank decides about it. */
export function wasOrdered({ status, method, chargeId }: PaymentFacts): boolean {
  if (status === "succeeded" || status === "processing") return true;
  return chargeId !== null && isBankDebit(method?.type ?? null);
}
