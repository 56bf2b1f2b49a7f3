import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { serveVersion } from "../../http/api-version.ts";
import { pageParams, paginate } from "../../http/paginate.ts";
import { route } from "../../http/route.ts";
import { badParam, notCovered, refusal } from "../../stripe/errors.ts";
import { mergeMetadata } from "../../stripe/metadata.ts";
import { API_VERSION, type Stripe, type WebhookEndpoint } from "../../stripe/stripe-types.ts";
import { createEndpoint, getEndpoint } from "../../webhooks/endpoints.ts";

/** Per account, in test mode as in live mode. https://docs.stripe.com/webhooks */
const MOST_ENDPOINTS = 16;

function create(work: UnitOfWork, params: Stripe.WebhookEndpointCreateParams) {
  assertUrl(params.url);
  const version = params.api_version || API_VERSION;
  const served = serveVersion(work.spec.apiVersions, version);
  if (!served) throw badParam("api_version", `Invalid Stripe API version: ${version}`);
  if (served.answered !== version) throw notCovered(`webhook endpoints of the API version ${version}`);
  if (params.connect) throw notCovered("Connect webhook endpoints");
  assertEvents(params.enabled_events);
  const all = work.store.list({ type: "webhook_endpoint", limit: MOST_ENDPOINTS }).data;
  if (all.length >= MOST_ENDPOINTS)
    throw refusal(`You have reached the maximum of ${MOST_ENDPOINTS} test webhook endpoints.`);
  return createEndpoint(work, params);
}

function update(work: UnitOfWork, id: string, params: Stripe.WebhookEndpointUpdateParams): WebhookEndpoint {
  const endpoint = getEndpoint(work, id);
  if (params.url !== undefined) assertUrl(params.url);
  if (params.enabled_events !== undefined) assertEvents(params.enabled_events);
  const updated: WebhookEndpoint = {
    ...endpoint,
    ...(params.url !== undefined ? { url: params.url } : {}),
    ...(params.enabled_events !== undefined ? { enabled_events: params.enabled_events } : {}),
    ...(params.description !== undefined ? { description: params.description || null } : {}),
    ...(params.disabled !== undefined ? { status: params.disabled ? "disabled" : "enabled" } : {}),
    metadata: mergeMetadata(endpoint.metadata, params.metadata),
  };
  work.store.update(updated);
  return updated;
}

function remove(work: UnitOfWork, id: string) {
  getEndpoint(work, id);
  const tombstone = { id, object: "webhook_endpoint" as const, deleted: true as const };
  work.store.markDeleted(id, tombstone);
  return tombstone;
}

function assertEvents(types: readonly string[]): void {
  if (types.length === 0)
    throw badParam("enabled_events", "You must enable at least one event.", "parameter_invalid_empty");
}

function assertUrl(url: string): void {
  const protocol = URL.canParse(url) ? new URL(url).protocol : "";
  if (protocol !== "http:" && protocol !== "https:")
    throw badParam("url", "Invalid URL: An explicit scheme (such as https) must be provided.", "url_invalid");
}

export const webhookEndpointRoutes = [
  route<Stripe.WebhookEndpointCreateParams>(
    "POST",
    "/v1/webhook_endpoints",
    (work, { params }) => create(work, params),
    { covers: ["url", "enabled_events", "description", "metadata", "api_version", "connect"] },
  ),
  route<Stripe.WebhookEndpointListParams>(
    "GET",
    "/v1/webhook_endpoints",
    (work, { params }) => paginate(work, params, { type: "webhook_endpoint", url: "/v1/webhook_endpoints" }),
    { covers: [...pageParams] },
  ),
  route("GET", "/v1/webhook_endpoints/{id}", (work, { id }) => getEndpoint(work, id), { covers: [] }),
  route<Stripe.WebhookEndpointUpdateParams>(
    "POST",
    "/v1/webhook_endpoints/{id}",
    (work, { id, params }) => update(work, id, params),
    { covers: ["url", "enabled_events", "description", "disabled", "metadata"] },
  ),
  route("DELETE", "/v1/webhook_endpoints/{id}", (work, { id }) => remove(work, id), { covers: [] }),
];
