import Stripe from "stripe";
import { webhookEventTypes } from "../webhooks/event-types.ts";

/** The API version that the SDK speaks: events have to come in it. */
export const apiVersion = Stripe.API_VERSION;

/** What was found at Stripe, and what was done about it. */
export interface EndpointSetup {
  /** `kept`: it was right already. `other_version`: it sends events in another API version, which Stripe can't change. */
  outcome: "created" | "updated" | "kept" | "other_version";
  /** Null: it would be created. */
  id: string | null;
  /** What differed, in words. */
  changes: string[];
  /** The signing secret; Stripe tells it only when it creates an endpoint. */
  secret: string | null;
  /** Other enabled endpoints with the same address: each sends every event once more. */
  doubles: string[];
}

/**
 * Makes or updates the endpoint at this address, so that it sends exactly the events that are acted on, in the SDK's API version. Repeated, it changes
 * nothing. Endpoints with other addresses are left alone.
 * @param isReplaced makes a new endpoint beside one whose API version can't be changed
 */
export async function setUpEndpoint(
  stripe: Stripe,
  { url, isDryRun, isReplaced }: { url: string; isDryRun: boolean; isReplaced: boolean },
): Promise<EndpointSetup> {
  const found: Stripe.WebhookEndpoint[] = [];
  for await (const endpoint of stripe.webhookEndpoints.list({ limit: 100 }))
    if (endpoint.url === url) found.push(endpoint);
  const current = found.find(({ api_version }) => api_version === apiVersion) ?? found[0];
  const doubles = found
    .filter(({ id, status }) => id !== current?.id && status === "enabled")
    .map(({ id }) => id);
  if (current !== undefined && current.api_version !== apiVersion && !isReplaced) {
    const { id, api_version } = current;
    const changes = [`API version: ${api_version ?? "the account's"}, but the shop reads ${apiVersion}`];
    return { outcome: "other_version", id, changes, secret: null, doubles };
  }
  const enabled_events = [...webhookEventTypes];
  if (current === undefined || current.api_version !== apiVersion) {
    const description = "Dualtrack";
    const params = { url, enabled_events, description, api_version: apiVersion };
    const created = isDryRun ? null : await stripe.webhookEndpoints.create(params);
    const changes = [`${enabled_events.length} events, API version ${apiVersion}`];
    const others = current === undefined ? doubles : [...doubles, current.id];
    return {
      ...{ outcome: "created", id: created?.id ?? null, changes },
      ...{ secret: created?.secret ?? null, doubles: others },
    };
  }
  const { id } = current;
  const changes = differences(current);
  if (changes.length === 0) return { outcome: "kept", id, changes, secret: null, doubles };
  if (!isDryRun) await stripe.webhookEndpoints.update(id, { enabled_events, disabled: false });
  return { outcome: "updated", id, changes, secret: null, doubles };
}

function differences({ enabled_events: sent, status }: Stripe.WebhookEndpoint): string[] {
  const wanted: readonly string[] = webhookEventTypes;
  const missing = wanted.filter((type) => !sent.includes(type));
  const needless = sent.filter((type) => !wanted.includes(type));
  return [
    ...(missing.length > 0 ? [`events added: ${missing.join(", ")}`] : []),
    ...(needless.length > 0 ? [`events removed: ${needless.join(", ")}`] : []),
    ...(status === "enabled" ? [] : ["enabled: Stripe or somebody had disabled it"]),
  ];
}
