import { problemLabel } from "./labels.ts";
import { clockTime } from "./messages.ts";
import type { Attention } from "./server/trpc.ts";

/** What is wrong with Stripe's calls to the shop, and what to look at. */
export function silentWebhooksText({ count, lastDeliveryAt }: Attention["silentWebhooks"], now: number) {
  const last =
    lastDeliveryAt === null ? "none has ever come" : `the last one at ${clockTime(lastDeliveryAt, now)}`;
  return {
    title: `No webhook came for the last ${count} payments, ${last}`,
    note: "Orders are confirmed all the same, but later. Look at Stripe's webhook endpoint: whether its address is this shop's, ending in /webhooks/stripe; whether it is enabled; whether its signing secret is STRIPE_WEBHOOK_SECRET.",
  };
}

/** Why nobody can pay, and what that means. */
export function outageText({ since, problem }: Attention["stripeOutage"], now: number) {
  return {
    title: `Nobody can pay: Stripe does not answer${since ? ` since ${clockTime(since, now)}` : ""}`,
    note: `${problem === null ? "Stripe did not answer" : problemLabel(problem)}. Customers are told at once that nothing was charged, and keep their carts. What was paid before is confirmed, and refunds are sent, as soon as Stripe answers: nothing is to be done here. Stripe's own news: status.stripe.com.`,
  };
}

/** The same when it is our key that Stripe does not take. */
export function refusedKeyText({ since }: Attention["refusedKey"], now: number) {
  return {
    title: `Nobody can pay: Stripe does not accept the shop's secret key${since ? ` since ${clockTime(since, now)}` : ""}`,
    note: "It was rolled or deleted at Stripe, or it is another account's. Put the new one into STRIPE_SECRET_KEY and start the server again; payments and refunds then go on by themselves.",
  };
}

/** What is wrong with Stripe Tax, and what that means. */
export function taxOutageText({ since, problem }: Attention["stripeTaxOutage"], now: number) {
  return {
    title: `Stripe Tax does not calculate${since ? ` since ${clockTime(since, now)}` : ""}`,
    note: `${problem === null ? "It did not answer" : problemLabel(problem)}. Until it answers, the page Tax says what happens at the checkout: the table taxes, or nobody can pay.`,
  };
}
