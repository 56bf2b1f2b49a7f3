import { readStripeProblem } from "@dualtrack/contract";
import { silentPayments } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import { stripeServices } from "./stripe-status.ts";

/** How long a webhook may take, in ms. Usually it takes seconds. */
const deliveryMs = 5 * 60_000;

/** The number of payments in a row without a webhook that is reported: webhooks probably do not arrive any more. */
const silentPaymentsToReport = 3;

/** Whether Stripe and Stripe Tax answer, whether it accepts the secret key, and whether it delivers webhooks. */
export async function stripeAttention(shop: Shop) {
  const failing = await shop.db.serviceStatus.findMany({
    where: { service: { in: Object.values(stripeServices) }, failingSince: { not: null } },
  });
  const failureOf = (service: string) => {
    const row = failing.find((status) => status.service === service);
    const since = row?.failingSince?.toISOString() ?? null;
    return {
      count: row === undefined ? 0 : 1,
      since,
      problem: row?.lastError == null ? null : readStripeProblem(row.lastError),
    };
  };
  const until = new Date(shop.clock.now().getTime() - deliveryMs);
  const silence = await silentPayments(shop.db, { until });
  return {
    stripeOutage: failureOf(stripeServices.api),
    refusedKey: failureOf(stripeServices.key),
    stripeTaxOutage: failureOf(stripeServices.tax),
    silentWebhooks: {
      count: silence.count < silentPaymentsToReport ? 0 : silence.count,
      since: silence.since?.toISOString() ?? null,
      lastDeliveryAt: silence.lastDeliveryAt?.toISOString() ?? null,
    },
  };
}
