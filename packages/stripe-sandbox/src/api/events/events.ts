import type { SandboxContext } from "../../context/sandbox-context.ts";
import { KEPT_SECONDS } from "../../events/forget-events.ts";
import { pageParams, paginate } from "../../http/paginate.ts";
import { route } from "../../http/route.ts";
import { badParam, missing } from "../../stripe/errors.ts";
import type { Stripe, StripeEvent } from "../../stripe/stripe-types.ts";

/** An event with the number of webhooks that are still to be delivered. The rest of it never changes. */
export function asOfNow(context: SandboxContext, event: StripeEvent): StripeEvent {
  const row = context.store.row(
    "select count(*) as n from deliveries where event = ? and origin = 'event' and state <> 'delivered'",
    event.id,
  );
  return { ...event, pending_webhooks: Number(row?.n ?? 0) };
}

export function getEvent(context: SandboxContext, id: string): StripeEvent {
  const found = context.store.find("event", id);
  if (!found || found.created < context.clock.seconds() - KEPT_SECONDS) throw missing("event", id);
  return asOfNow(context, found);
}

const undelivered = "d.origin = 'event' and d.state <> 'delivered'";

function list(context: SandboxContext, params: Stripe.EventListParams) {
  const { type, types, delivery_success: delivered } = params;
  if (type && types)
    throw badParam(
      "types",
      "You may only specify one of these parameters: type, types.",
      "parameters_exclusive",
    );
  if (types && types.length > 20) throw badParam("types", "You may specify at most 20 event types.");
  const wanted = types ?? (type ? [type] : undefined);
  const patterns = wanted?.flatMap((one) => matching(context, one));
  const oldest = context.clock.seconds() - KEPT_SECONDS;
  const { created = {} } = params;
  const requested = typeof created === "number" ? { gte: created, lte: created } : created;
  const range = { ...requested, gte: Math.max(requested.gte ?? 0, oldest) };
  const page = paginate(
    context,
    { ...params, created: range },
    {
      type: "event",
      url: "/v1/events",
      ...(patterns ? { where: { kind: patterns } } : {}),
      ...(delivered === true
        ? {
            condition: `not exists (select 1 from deliveries d where d.event = objects.id and ${undelivered})`,
          }
        : {}),
      ...(delivered === false
        ? { among: `select o.seq from deliveries d join objects o on o.id = d.event where ${undelivered}` }
        : {}),
    },
  );
  return { ...page, data: page.data.map((event) => asOfNow(context, event)) };
}

/** A type, or with `*` at the end all types that begin so. */
function matching(context: SandboxContext, type: string): string[] {
  if (!type.endsWith("*")) return [type];
  return [...context.spec.eventTypes].filter((one) => one.startsWith(type.slice(0, -1)));
}

export const eventRoutes = [
  route<Stripe.EventListParams>("GET", "/v1/events", (work, { params }) => list(work, params), {
    covers: [...pageParams, "created", "type", "types", "delivery_success"],
  }),
  route("GET", "/v1/events/{id}", (work, { id }) => getEvent(work, id), { covers: [] }),
];
