import { formatMoney } from "@dualtrack/contract";
import { declineText } from "../../decline-texts.ts";
import { type Badge, eventBadges, trackLabels } from "../../order-badges.ts";
import { useSettings } from "../../server/settings.ts";
import type { OrderEvent } from "../../server/trpc.ts";
import { shopTime } from "../../shop-time.ts";
import { Ago } from "../../ui/ago.tsx";
import { CopyId } from "../../ui/copy-id.tsx";
import { Section } from "../../ui/section.tsx";
import { Status } from "../../ui/status.tsx";
import classes from "./order.module.css";

/**
 * All events of the order, from all tracks. The latest is the last one, so that a new event moves nothing that is being
 * read.
 */
export function OrderTimeline({
  events,
  returnedDebits,
  now,
}: {
  events: OrderEvent[];
  /** Ids of the disputes that are debits which the bank returned: these can't be answered. */
  returnedDebits: string[];
  now: number;
}) {
  const { timeZone } = useSettings();
  return (
    <Section title="Timeline">
      <ol className={classes.entries}>
        {events.map(({ id, kind, track, stripeId, details, at }) => (
          <li key={id} className={classes.event}>
            <span>
              <Status {...badgeOf({ kind, stripeId, details }, returnedDebits)} />
              <span className={classes.dim}>{detailText(details, timeZone)}</span>
            </span>
            <span className={classes.when}>
              {trackLabels[track]}, <Ago at={at} now={now} />
            </span>
            {stripeId !== null && (
              <span className={classes.sub}>
                <CopyId id={stripeId} />
              </span>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function badgeOf(
  { kind, stripeId, details }: Pick<OrderEvent, "kind" | "stripeId" | "details">,
  returnedDebits: string[],
): Badge {
  if (kind === "booking_moved" && keepsTime(details))
    return { tone: "info", label: "Room or person changed" };
  if (kind === "confirmed" && stripeId === null) return { tone: "good", label: "Confirmed" };
  const isReturnedDebit = stripeId !== null && returnedDebits.includes(stripeId);
  if (isReturnedDebit && kind === "dispute_opened")
    return { tone: "bad", label: "Debit returned by the bank" };
  if (isReturnedDebit && kind === "dispute_lost") return { tone: "bad", label: "Returned debit is final" };
  return eventBadges[kind];
}

/** The details that staff understand; others are for the server's log. */
function detailText(details: unknown, timeZone: string): string {
  if (typeof details !== "object" || details === null) return "";
  const known = details as Record<string, unknown>;
  const texts: string[] = [];
  if (typeof known.amount === "number" && typeof known.currency === "string")
    texts.push(formatMoney({ amount: known.amount, currency: known.currency }));
  if (typeof known.booked === "string") texts.push(known.booked);
  if (typeof known.startsAt === "string")
    texts.push(
      [...new Set([known.startsAt, known.to].filter(isText))].map((at) => shopTime(at, timeZone)).join(" → "),
    );
  if (typeof known.resource === "string")
    texts.push([...new Set([known.resource, known.toResource].filter(isText))].join(" → "));
  if (Array.isArray(known.goods) && known.goods.length > 0) texts.push(known.goods.map(String).join("; "));
  if (typeof known.carrier === "string") texts.push(known.carrier);
  if (typeof known.trackingNumber === "string") texts.push(known.trackingNumber);
  if (typeof known.code === "string") texts.push(declineText(known.code));
  if (typeof known.note === "string" && known.note !== "") texts.push(`“${known.note}”`);
  return texts.map((label) => `, ${label}`).join("");
}

/** Whether a booking was moved to the time that it had, so that only its room or person is another one. */
function keepsTime(details: unknown): boolean {
  if (typeof details !== "object" || details === null) return false;
  const { startsAt, to } = details as Record<string, unknown>;
  return isText(startsAt) && startsAt === to;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
