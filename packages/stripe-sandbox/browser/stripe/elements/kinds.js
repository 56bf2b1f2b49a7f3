// @ts-check
import { IntegrationError } from "../errors.js";
import { AddressElement } from "./address-element.js";
import { ExpressCheckoutElement } from "./express-checkout-element.js";
import { LinkAuthenticationElement } from "./link-authentication-element.js";
import { PaymentElement } from "./payment-element.js";
import { UncoveredElement } from "./uncovered-element.js";

/** @typedef {import("./stripe-element.js").StripeElement} StripeElement */

const covered = {
  payment: PaymentElement,
  address: AddressElement,
  linkAuthentication: LinkAuthenticationElement,
  expressCheckout: ExpressCheckoutElement,
};

const others = [
  ...["auBankAccount", "card", "cardNumber", "cardExpiry", "cardCvc", "contactDetails", "currencySelector"],
  ...["iban", "linkSignup", "paymentForm", "paymentMethodMessaging", "shippingAddress", "taxId", "terms"],
  ...["issuingAddToWalletButton", "issuingCardCopyButton", "issuingCardCvcDisplay"],
  ...["issuingCardExpiryDisplay", "issuingCardNumberDisplay", "issuingCardPinDisplay"],
];

/**
 * The class of an Element of this type.
 * @param {string} type
 * @returns {new (group: import("../elements-group.js").ElementsGroup, type: string, options: Record<string, any>) => StripeElement}
 */
export function kindOf(type) {
  if (type in covered) return covered[/** @type {keyof typeof covered} */ (type)];
  if (others.includes(type)) return UncoveredElement;
  throw new IntegrationError(
    `A valid Element name must be provided. Valid Elements are: ${[...Object.keys(covered), ...others].join(", ")}; you passed: ${type}.`,
  );
}
