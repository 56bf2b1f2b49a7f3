import { hasShippedLine } from "@dualtrack/contract";
import type {
  ShippingRate,
  Stripe,
  StripeElements,
  StripeExpressCheckoutElementClickEvent,
  StripeExpressCheckoutElementConfirmEvent,
  StripeExpressCheckoutElementShippingAddressChangeEvent,
  StripeExpressCheckoutElementShippingRateChangeEvent,
} from "@stripe/stripe-js";
import { useRef, useState } from "react";
import { errorMessage } from "../../messages.ts";
import { refusalOf } from "../../server/refusals.ts";
import {
  type CheckoutView,
  type QuotedCheckout,
  type ShippingOption,
  trpcClient,
} from "../../server/trpc.ts";
import { attemptPayment } from "./attempt-payment.ts";
import { checkDetails } from "./details.ts";
import type { PayPhase, PayTools } from "./use-pay.ts";
import { detailsOfWallet, type TypedOnPage } from "./wallet-details.ts";
import { lineItemsOf, methodIdOf, shippingRatesOf } from "./wallet-prices.ts";

export interface ExpressTools extends Omit<PayTools, "check"> {
  stripe: Stripe | null;
  elements: StripeElements | null;
  /** What is offered at the destination that is entered on the page; undefined: not known yet. */
  options: readonly ShippingOption[] | undefined;
  typed: TypedOnPage;
  /** The VAT id to price with; undefined: none. */
  vatId: string | undefined;
  /** The checkout was not paid. It has the wallet's details and price now. */
  onUnpaid(prepared: CheckoutView): void;
}

/** What the open sheet of a wallet shows. */
interface Sheet {
  quoteNumber: number;
  destination: Parameters<typeof trpcClient.checkout.quote.mutate>[0]["destination"] | null;
  options: readonly ShippingOption[];
  /** Of the chosen method; undefined: the quote's. */
  methodId: string | undefined;
  /** The customer has closed it while the payment was under way. */
  isGone: boolean;
}

interface Priced {
  resolve(details: { lineItems: ReturnType<typeof lineItemsOf>; shippingRates: ShippingRate[] }): void;
  reject(): void;
}

/**
 * Pays with a wallet: prices the address and method that are chosen in its sheet, and pays for the quote that the sheet has
 * shown. The page keeps its own price meanwhile.
 */
export function useExpressPay({
  stripe,
  elements,
  checkout,
  typed,
  vatId,
  options = [],
  ...tools
}: ExpressTools) {
  const { proof, shippingMethodId, paying } = tools;
  const ships = hasShippedLine(checkout.lines);
  const [phase, setPhase] = useState<PayPhase>("ready");
  const [problem, setProblem] = useState<string | null>(null);
  const sheet = useRef<Sheet>(null);

  function click({ resolve, reject }: StripeExpressCheckoutElementClickEvent) {
    if (paying.current || !elements || sheet.current !== null) return reject();
    setProblem(null);
    const methodId = shippingMethodId;
    sheet.current = {
      quoteNumber: checkout.quoteNumber,
      destination: null,
      options,
      methodId,
      isGone: false,
    };
    try {
      // The sum may be that of an earlier sheet; the parts must not be more than it.
      void elements.update(checkout.total);
      resolve({
        lineItems: lineItemsOf(checkout),
        ...(ships && { shippingRates: shippingRatesOf(checkout, options) }),
      });
    } catch {
      sheet.current = null;
      setProblem("This wallet can't be used here. Nothing was charged. Pay by card or bank account below.");
    }
  }

  /** Shows the price at the destination with the method, or says why there is none. */
  async function price(wanted: Partial<Sheet>, { resolve, reject }: Priced) {
    const open = sheet.current;
    const { destination, methodId } = { ...open, ...wanted };
    if (!open || !destination || !elements) return reject();
    setProblem(null);
    let quoted: QuotedCheckout;
    try {
      const own = { checkoutId: checkout.id, ...proof, vatId };
      quoted = await trpcClient.checkout.quote.mutate({ ...own, destination, shippingMethodId: methodId });
      if (sheet.current !== open) return;
      await elements.update({ amount: quoted.total.amount });
    } catch (error) {
      reject();
      setProblem(errorMessage(error));
      return;
    }
    const { quoteNumber, shippingOptions } = quoted;
    Object.assign(open, { quoteNumber, destination, options: shippingOptions });
    open.methodId = quoted.shippingMethod?.id;
    resolve({ lineItems: lineItemsOf(quoted), shippingRates: shippingRatesOf(quoted, shippingOptions) });
  }

  function changeAddress({ address, ...event }: StripeExpressCheckoutElementShippingAddressChangeEvent) {
    const { country, state, postal_code, city } = address;
    const known = { state: state ?? "", postalCode: postal_code ?? "", city: city ?? "" };
    return price({ destination: { country, ...known } }, event);
  }

  function changeRate({ shippingRate, ...event }: StripeExpressCheckoutElementShippingRateChangeEvent) {
    return price({ methodId: methodIdOf(shippingRate, sheet.current?.options ?? []) }, event);
  }

  async function confirm({ paymentFailed, ...given }: StripeExpressCheckoutElementConfirmEvent) {
    const open = sheet.current;
    if (paying.current || !stripe || !elements || !open) return paymentFailed({ reason: "fail" });
    const entered = detailsOfWallet(given, typed, { ships });
    const { prepared: details, errors } = checkDetails(entered, { ships });
    if (!details) {
      const message = Object.values(errors)[0] ?? "The address is not complete.";
      paymentFailed({ reason: ships ? "invalid_shipping_address" : "invalid_billing_address", message });
      setProblem(`${message}. Nothing was charged. Correct it in the wallet, or fill in the form below.`);
      return;
    }
    paying.current = true;
    setProblem(null);
    setPhase("checking");
    let confirming = null as CheckoutView | null;
    const outcome = await attemptPayment({
      ...{ stripe, elements, details, proof, byWallet: true },
      checkoutId: checkout.id,
      quoteNumber: open.quoteNumber,
      keepsRestIfLate: tools.keepsRestIfLate,
      shippingMethodId: methodIdOf(given.shippingRate, open.options) ?? open.methodId,
      onPrepared: (prepared) => {
        confirming = prepared;
        tools.onPrepared(prepared);
        setPhase("confirming");
      },
    });
    if (outcome.kind === "paid" || outcome.kind === "ordered" || outcome.kind === "leaving") {
      setPhase("done");
      if (outcome.kind === "paid") tools.onPaid(outcome.payment);
      if (outcome.kind === "ordered") tools.onOrdered(outcome.orderToken);
      return;
    }
    // Once it is being confirmed, the sheet closes with the answer to that.
    if (confirming !== null || open.isGone) sheet.current = null;
    else paymentFailed({ reason: "fail", message: sheetMessages[outcome.kind] });
    setPhase("ready");
    paying.current = false;
    setProblem("message" in outcome ? outcome.message : null);
    if (confirming !== null) tools.onUnpaid(confirming);
    // The checkout has the wallet's price now: the page asks again for that of what is entered there.
    if (confirming !== null || outcome.kind === "quote_changed") await tools.onQuoteChanged();
    if (outcome.kind === "ended") tools.onEnded();
    if (outcome.kind !== "refused") return;
    // What is about the wallet's address or contact is not shown at the form's fields, which have others.
    if (isAboutDetails(outcome.error)) setProblem(errorMessage(outcome.error));
    else tools.onRefused(outcome.error);
  }

  /** Also after the press on Pay, with some wallets: what is being paid goes on. */
  function cancel() {
    if (paying.current && sheet.current) sheet.current.isGone = true;
    else sheet.current = null;
  }

  return { phase, problem, click, changeAddress, changeRate, confirm, cancel };
}

function isAboutDetails(error: unknown): boolean {
  const codes = ["DETAILS_REFUSED", "COUNTRY_NOT_SERVED", "NO_SHIPPING_METHOD", "ORDER_DESTINATION_FIXED"];
  return codes.includes(refusalOf(error)?.code ?? "");
}

/** Short, as wallets cut what does not fit. The page says the rest. */
const sheetMessages = {
  quote_changed: "The price has changed. Nothing was charged. Close this to see the new price.",
  refused: "This can't be paid now. Nothing was charged. Close this to see why.",
  ended: "This can't be paid now. Nothing was charged. Close this to see why.",
  left: "You have left the line. Nothing was charged.",
  failed: "This can't be paid just now. Nothing was charged. Try again.",
};
