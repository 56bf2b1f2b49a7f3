import type { CheckoutRequest } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { isLiveCheckout } from "../checkouts/states.ts";
import { onBehalfOf, type UnitOfWork } from "../unit-of-work.ts";
import { cancelLocked } from "./cancel-locked.ts";
import { endRequest } from "./checkout-requests.ts";
import { recordRelease } from "./record-release.ts";

/**
 * Carries out staff requests as soon as it is decided whether the checkout was paid; until then they stay open. The caller
 * holds the checkout's lock.
 */
export async function fulfilRequests(unit: UnitOfWork, requests: readonly CheckoutRequest[]): Promise<void> {
  for (const request of requests) if (await fulfil(unit, request)) await endRequest(unit.tx, request.id);
}

/** Answers false if it is not decided yet. */
async function fulfil(unit: UnitOfWork, request: CheckoutRequest): Promise<boolean> {
  const { id: requestId, checkoutId, kind, refundReason, note } = request;
  const staffUnit = onBehalfOf(actorOf(request), unit);
  if (kind === "release") return recordRelease(staffUnit, { checkoutId, reason: note });
  const order = await unit.tx.order.findUnique({
    where: { checkoutId },
    select: { id: true, state: true, fulfilmentState: true, checkout: { select: { state: true } } },
  });
  if (order === null || order.state === "processing") return false;
  // Its payment can still be paid: whoever has made the request ends it at Stripe first.
  if (order.state === "failed" && isLiveCheckout(order.checkout.state)) return false;
  // A refusal here would roll back the settlement of the payment; staff see the order's state afterwards.
  if (order.fulfilmentState !== "unfulfilled" && order.fulfilmentState !== "not_required") return true;
  const reason = refundReason === "fraudulent" ? refundReason : "order_cancelled";
  await cancelLocked(staffUnit, { orderId: order.id, requestId, reason, note });
  return true;
}

function actorOf({
  staffName: name,
  staffEmail: email,
  staffRole: role,
  staffIp: ip,
}: CheckoutRequest): Actor {
  return { name, email, role, ip };
}
