import { openCustomerSession } from "../api/customer-sessions/customer-sessions.ts";
import { detachPaymentMethod } from "../api/payment-methods/payment-methods.ts";
import type { UnitOfWork } from "../context/sandbox-context.ts";
import { missing, refusal } from "../stripe/errors.ts";

/** The customer removes a saved payment method in the Payment Element, if the session lets them. */
export function removeSaved(
  work: UnitOfWork,
  { customerSession = "", paymentMethod = "" }: { customerSession?: string; paymentMethod?: string },
) {
  const { customer, features } = openCustomerSession(work, customerSession);
  if (features.payment_method_remove !== "enabled")
    throw refusal("This customer session does not allow payment methods to be removed.");
  const method = work.store.find("payment_method", paymentMethod);
  if (!method || method.customer !== customer) throw missing("payment_method", paymentMethod);
  detachPaymentMethod(work, method);
  return { id: paymentMethod, removed: true };
}
