import { isBankDebit } from "@dualtrack/contract";
import type { Tx } from "@dualtrack/db";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import { lockUnknownPayment } from "./lock-unknown-payment.ts";

/**
 * The kind of a payment whose checkout is not in the database:
 * - `foreign`: of another shop on the same account, or ignored by staff
 * - `unpaid`: nothing was ordered with it
 * - `lost`: it belongs to an order that the database has lost
 * - `unwanted`: the same, and staff have decided to refund it in full
 */
export type UnknownPaymentKind = "foreign" | "unpaid" | "lost" | "unwanted";

/** Also locks the payment against decisions of staff until the transaction ends. */
export async function judgeUnknown(tx: Tx, facts: PaymentFacts): Promise<UnknownPaymentKind> {
  const { shopId } = facts.origin;
  // Payments of older versions have no shop id and may be ours, so staff decide.
  if (shopId !== null && shopId !== (await tx.shopIdentity.findFirstOrThrow()).id) return "foreign";
  const known = await lockUnknownPayment(tx, facts.paymentIntentId);
  if (known?.state === "ignored") return "foreign";
  if (!wasOrdered(facts)) return "unpaid";
  return known?.state === "refunded" ? "unwanted" : "lost";
}

/** Whether money was taken or reserved, or the customer's bank decides about it. */
export function wasOrdered({ status, method, chargeId }: PaymentFacts): boolean {
  if (status === "succeeded" || status === "processing" || status === "requires_capture") return true;
  return chargeId !== null && isBankDebit(method?.type ?? null);
}
