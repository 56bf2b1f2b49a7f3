import { openCustomerSession } from "../customer-sessions/customer-sessions.ts";
import { missing, refusal } from "../http/errors.ts";
import { detachPaymentMethod } from "../payment-methods/payment-methods.ts";
import type { PaymentMethod } from "../stripe-types.ts";
import type { Work } from "../world.ts";

/** The customer removes a saved payment method in the Payment Element, if the session lets them. */
export function removeSaved(
  work: Work,
  { customerSession = "", paymentMethod = "" }: { customerSession?: string; paymentMethod?: string },
) {
  const { customer, features } = openCustomerSession(work, customerSession);
  if (features.payment_method_remove !== "enabled")
    throw refusal("This customer session does not allow payment methods to be removed.");
  const method = work.store.find<PaymentMethod>("payment_method", paymentMethod);
  if (!method || method.customer !== customer) throw missing("payment_method", paymentMethod);
  detachPaymentMethod(work, method);
  return { id: paymentMethod, removed: true };
}
