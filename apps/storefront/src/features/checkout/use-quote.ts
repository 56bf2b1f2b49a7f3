import { countriesTaxedByStreet, destinationSchema } from "@dualtrack/contract";
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import { isTemporary, refusedWith } from "../../server/refusals.ts";
import { type CheckoutView, type QuotedCheckout, trpcClient } from "../../server/trpc.ts";
import type { CheckoutProof } from "./checkout-proof.ts";
import type { Details } from "./saved-details.ts";

interface QuoteTools {
  checkout: CheckoutView | undefined;
  proof: CheckoutProof;
  details: Details;
  /** Whether anything is shipped; otherwise the place of the customer's own address counts. */
  ships: boolean;
  /** The VAT id to price with; undefined: none. */
  vatId: string | undefined;
  /** The method that the customer has chosen; undefined: none yet. */
  shippingMethodId: string | undefined;
  /** Another number asks once more for what was asked before. */
  round: number;
  paying: RefObject<boolean>;
  onQuoted(checkout: QuotedCheckout): void;
  onRefused(error: unknown): void;
  /** Nobody can work the tax out just now: it is asked again by itself. */
  onTaxUnavailable(error: unknown): void;
}

/** How long the customer must not have typed before the price is asked for, in ms. */
const typingMs = 400;

/**
 * Asks for the price at the destination that is being entered with the chosen method, once for each. Without an answer the page keeps the price that it
 * shows: Pay compares it with what is due. Answers whether the price of what is entered is still to come.
 */
export function useQuote({
  checkout,
  proof,
  details,
  ships,
  vatId,
  shippingMethodId,
  round,
  paying,
  onQuoted,
  onRefused,
  onTaxUnavailable,
}: QuoteTools): boolean {
  const { country, state, postalCode, line1, city } = ships ? details : billingPlaceOf(details);
  const street = countriesTaxedByStreet.includes(country) ? { line1 } : {};
  const destination = destinationSchema.safeParse({ country, state, postalCode, city, ...street }).data;
  const wanted =
    checkout && destination
      ? JSON.stringify({ checkoutId: checkout.id, destination, vatId, shippingMethodId, round })
      : undefined;
  const quoteNumber = checkout?.quoteNumber;
  const asked = useRef<string>(undefined);
  const quoteOfAnswer = useRef<number>(undefined);
  const [answered, setAnswered] = useState<string>();

  const ask = useEffectEvent(async (key: string) => {
    if (paying.current || checkout === undefined || destination === undefined) return;
    asked.current = key;
    quoteOfAnswer.current = undefined;
    try {
      const quoted = await trpcClient.checkout.quote.mutate({
        checkoutId: checkout.id,
        ...proof,
        destination,
        vatId,
        shippingMethodId,
      });
      if (asked.current !== key) return;
      setAnswered(key);
      quoteOfAnswer.current = quoted.quoteNumber;
      if (!paying.current) onQuoted(quoted);
    } catch (error) {
      if (asked.current !== key) return;
      setAnswered(key);
      if (refusedWith(error, "TAX_UNAVAILABLE") && !paying.current) onTaxUnavailable(error);
      if (isTemporary(error)) asked.current = undefined;
      else if (!paying.current) onRefused(error);
    }
  });

  useEffect(() => {
    // Another tab may have asked for the price at another address: what is entered here counts here.
    const isOwnQuote = quoteOfAnswer.current === undefined || quoteOfAnswer.current === quoteNumber;
    if (wanted === undefined || (wanted === asked.current && isOwnQuote)) return;
    const timer = setTimeout(() => void ask(wanted), typingMs);
    return () => clearTimeout(timer);
  }, [wanted, quoteNumber]);
  return wanted !== undefined && wanted !== answered;
}

function billingPlaceOf(details: Details) {
  return {
    country: details.billingCountry,
    state: details.billingState,
    postalCode: details.billingPostalCode,
    line1: details.billingLine1,
    city: details.billingCity,
  };
}
