import type { SandboxContext } from "../context/sandbox-context.ts";
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
export function createEndpoint(
  context: SandboxContext,
  input: NewEndpoint,
): WebhookEndpoint & { secret: string } {
  const secret = input.secret ?? newSecret();
  const endpoint: WebhookEndpoint = {
    id: newId("we"),
    object: "webhook_endpoint",
    api_version: input.api_version ?? null,
    application: null,
    created: context.clock.seconds(),
    description: input.description ?? null,
    enabled_events: input.enabled_events,
    livemode: false,
    metadata: mergeMetadata({}, input.metadata),
    status: "enabled",
    url: input.url,
  };
  const hidden: EndpointPrivate = { secret, previous: [] };
  context.store.insert(endpoint, hidden, endpoint.created);
  return { ...endpoint, secret };
}

/**
 * Makes sure that exactly this endpoint is there, at every start of the sandbox, and answers its secret: the given one,
 * else the one that it has had, else a new one.
 */
export function ensureEndpoint(context: SandboxContext, wanted: NewEndpoint): string {
  const all = context.store.list({ type: "webhook_endpoint", limit: 100 }).data;
  const known = all.find((endpoint) => endpoint.url === wanted.url);
  if (!known) return createEndpoint(context, wanted).secret;
  const hidden = context.store.findPrivate<EndpointPrivate>(known.id);
  const secret = wanted.secret ?? hidden?.secret ?? newSecret();
  context.store.update(
    { ...known, enabled_events: wanted.enabled_events, status: "enabled" } as WebhookEndpoint,
    secret === hidden?.secret ? hidden : ({ secret, previous: [] } satisfies EndpointPrivate),
  );
  return secret;
}

export function getEndpoint(context: SandboxContext, id: string): WebhookEndpoint {
  const found = context.store.find("webhook_endpoint", id);
  if (!found) throw missing("webhook_endpoint", id);
  return found;
}
