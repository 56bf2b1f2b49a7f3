import type { Order } from "@dualtrack/db";
import { recordOnTimeline } from "../orders/move-order.ts";
import { recordPaidAt } from "../orders/record-paid-at.ts";
import { receivedDetails } from "../payment-state/received-details.ts";
import { mailCustomer, type SettlementContext } from "./settlement-context.ts";

/**
 * The authorized money of an order that was confirmed by it is captured: the order counts as sold, and its customer gets a mail. One
 * that was cancelled meanwhile is refunded by the caller.
 */
export async function settleCaptured(
  context: SettlementContext,
  { id: orderId, state, confirmedAt, paidAt }: Pick<Order, "id" | "state" | "confirmedAt" | "paidAt">,
): Promise<void> {
  const { unit, facts } = context;
  if (confirmedAt === null || paidAt !== null) return;
  if (!(await recordPaidAt(unit.tx, { orderId, paidAt: unit.now }))) return;
  const { amountReceived, amountUncaptured, currency } = facts;
  const amount = amountReceived - amountUncaptured;
  const stripeId = facts.chargeId ?? facts.paymentIntentId;
  const details = { amount, currency, ...receivedDetails(facts) };
  await recordOnTimeline(unit, orderId, { kind: "captured", stripeId, details });
  if (state !== "cancelled") await mailCustomer(context, { orderId, kind: "payment_captured" });
}
