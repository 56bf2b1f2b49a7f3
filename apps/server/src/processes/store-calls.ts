import { type Shop, storeStripeCalls } from "@dualtrack/commerce";

/** How often a process stores its calls to Stripe, in ms: what one that is killed loses at most. */
const everyMs = 5_000;

/** Stores this process's calls to Stripe, for the payment timelines of orders. The last ones are stored when the shop is closed. */
export function storeCallsRegularly(shop: Shop): { stop(): Promise<void> } {
  let storing: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    storing = storing
      .then(() => storeStripeCalls(shop))
      .catch((error: unknown) =>
        shop.log.warn({ err: error }, "calls to Stripe could not be stored: they are kept for the next time"),
      );
  }, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await storing;
    },
  };
}
