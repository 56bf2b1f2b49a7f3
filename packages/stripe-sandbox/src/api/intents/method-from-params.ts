import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { badParam, refusal } from "../../stripe/errors.ts";
import type { PaymentMethod } from "../../stripe/stripe-types.ts";
import { makePaymentMethod, usePaymentMethod } from "../payment-methods/make-payment-method.ts";
import { type Intent, nounOf } from "./intent.ts";

/** The payment method that a call names or brings with it; undefined when it says nothing of one. */
export function methodFromParams(
  work: UnitOfWork,
  intent: Pick<Intent, "object" | "customer">,
  given: { payment_method?: string | null; payment_method_data?: object | "" | null },
): PaymentMethod | undefined {
  if (given.payment_method && given.payment_method_data)
    throw badParam(
      "payment_method_data",
      "You may only specify one of these parameters: payment_method, payment_method_data.",
      "parameters_exclusive",
    );
  if (given.payment_method_data)
    return makePaymentMethod(work, given.payment_method_data, "payment_method_data");
  if (!given.payment_method) return undefined;
  const method = usePaymentMethod(work, given.payment_method, "payment_method");
  const noun = nounOf(intent);
  if (method.customer && method.customer !== intent.customer)
    throw refusal(
      intent.customer
        ? `The provided PaymentMethod cannot be used: it belongs to a different Customer than the ${noun} (${intent.customer}).`
        : `The provided PaymentMethod cannot be attached. To reuse a PaymentMethod, you must attach it to a Customer first. This PaymentMethod belongs to a Customer; supply that Customer in the ${noun}.`,
      { param: "payment_method" },
    );
  return method;
}
