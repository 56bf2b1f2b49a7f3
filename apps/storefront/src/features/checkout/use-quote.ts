import { destinationSchema } from "@dualtrack/contract";
import { type RefObject, useEffect, useEffectEvent, useRef } from "react";
import { isTemporary } from "../../server/refusals.ts";
import { type CheckoutView, trpcClient } from "../../server/trpc.ts";
import type { Details } from "./saved-details.ts";

interface QuoteTools {
  checkout: CheckoutView | undefined;
  orderToken: string | undefined;
  details: Details;
  paying: RefObject<boolean>;
  onQuoted(checkout: CheckoutView): void;
  onRefused(error: unknown): void;
}

/** How long the customer must not have typed before the price is asked for, in ms. */
const typingMs = 400;

/**
 * Asks for the price at the destination that is being entered, once for each. Without an answer the page keeps the price that it
 * shows: Pay compares it with what is due.
 */
export function useQuote({ checkout, orderToken, details, paying, onQuoted, onRefused }: QuoteTools): void {
  const { country, state, postalCode } = details;
  const destination = destinationSchema.safeParse({ country, state, postalCode }).data;
  const wanted =
    checkout && destination ? JSON.stringify({ checkoutId: checkout.id, destination }) : undefined;
  const asked = useRef<string>(undefined);

  const ask = useEffectEvent(async (key: string) => {
    if (paying.current || checkout === undefined || destination === undefined) return;
    asked.current = key;
    try {
      const quoted = await trpcClient.checkout.quote.mutate({
        checkoutId: checkout.id,
        orderToken,
        destination,
      });
      if (asked.current === key && !paying.current) onQuoted(quoted);
    } catch (error) {
      if (asked.current !== key) return;
      if (isTemporary(error)) asked.current = undefined;
      else if (!paying.current) onRefused(error);
    }
  });

  useEffect(() => {
    if (wanted === undefined || wanted === asked.current) return;
    const timer = setTimeout(() => void ask(wanted), typingMs);
    return () => clearTimeout(timer);
  }, [wanted]);
}
