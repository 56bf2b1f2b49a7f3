import type { World } from "../context/sandbox-context.ts";
import { newId } from "../core/ids.ts";
import { missing } from "../stripe/errors.ts";
import { type MetadataParam, mergeMetadata } from "../stripe/metadata.ts";
import type { WebhookEndpoint } from "../stripe/stripe-types.ts";
import { type EndpointPrivate, newSecret } from "./secrets.ts";

export interface NewEndpoint {
  url: string;
  enabled_events: string[];
  secret?: string;
  description?: string | null | undefined;
  api_version?: string | null | undefined;
  metadata?: MetadataParam;
}

/** Registers an endpoint; `secret` is given only by whoever starts the sandbox. */
export function createEndpoint(world: World, input: NewEndpoint): WebhookEndpoint & { secret: string } {
  const secret = input.secret ?? newSecret();
  const endpoint: WebhookEndpoint = {
    id: newId("we"),
    object: "webhook_endpoint",
    api_version: input.api_version ?? null,
    application: null,
    created: world.clock.seconds(),
    description: input.description ?? null,
    enabled_events: input.enabled_events,
    livemode: false,
    metadata: mergeMetadata({}, input.metadata),
    status: "enabled",
    url: input.url,
  };
  const hidden: EndpointPrivate = { secret, previous: [] };
  world.store.insert(endpoint, hidden, endpoint.created);
  return { ...endpoint, secret };
}

/**
 * Makes sure that exactly this endpoint is there, at every start of the sandbox, and answers its secret: the given one,
 * else the one that it has had, else a new one.
 */
export function ensureEndpoint(world: World, wanted: NewEndpoint): string {
  const all = world.store.list<WebhookEndpoint>({ type: "webhook_endpoint", limit: 100 }).data;
  const known = all.find((endpoint) => endpoint.url === wanted.url);
  if (!known) return createEndpoint(world, wanted).secret;
  const hidden = world.store.findPrivate<EndpointPrivate>(known.id);
  const secret = wanted.secret ?? hidden?.secret ?? newSecret();
  world.store.update(
    { ...known, enabled_events: wanted.enabled_events, status: "enabled" } as WebhookEndpoint,
    secret === hidden?.secret ? hidden : ({ secret, previous: [] } satisfies EndpointPrivate),
  );
  return secret;
}

export function getEndpoint(world: World, id: string): WebhookEndpoint {
  const found = world.store.find<WebhookEndpoint>("webhook_endpoint", id);
  if (!found) throw missing("webhook_endpoint", id);
  return found;
}
