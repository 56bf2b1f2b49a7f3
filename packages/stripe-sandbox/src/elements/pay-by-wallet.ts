import { makePaymentMethod } from "../api/payment-methods/make-payment-method.ts";
import type { PaymentMethodInput } from "../api/payment-methods/payment-method-input.ts";
import type { UnitOfWork } from "../context/sandbox-context.ts";
import { badParam } from "../stripe/errors.ts";
import type { PaymentMethod } from "../stripe/stripe-types.ts";

const wallets = ["apple_pay", "google_pay"] as const;

interface WalletRequest {
  /** Which wallet the sandbox's sheet stands for. */
  wallet?: string;
  /** The name of a test card, such as `pm_card_visa`. */
  token?: string;
  billing_details?: PaymentMethodInput["billing_details"];
}

/** Makes a payment method of a card in the customer's wallet. Nobody types a security code there. */
export function payByWallet(
  work: UnitOfWork,
  { wallet: name, token, billing_details }: WalletRequest,
): PaymentMethod {
  const type = wallets.find((known) => known === name);
  if (!type) throw badParam("wallet", `Invalid wallet: must be one of ${wallets.join(" or ")}`);
  const method = makePaymentMethod(work, {
    type: "card",
    card: token === undefined ? {} : { token },
    billing_details,
  });
  if (!method.card) throw new Error(`The payment method ${method.id} has no card`);
  const paid: PaymentMethod = {
    ...method,
    card: {
      ...method.card,
      wallet: { dynamic_last4: null, type, [type]: {} },
    },
  };
  work.store.update(paid);
  return paid;
}
