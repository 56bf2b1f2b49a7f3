import { useSettings } from "../../server/settings.ts";
import type { StaffDraftOrder } from "../../server/trpc.ts";
import { shopTime } from "../../shop-time.ts";
import { Ago } from "../../ui/ago.tsx";
import { Section } from "../../ui/section.tsx";
import { Status, type Tone } from "../../ui/status.tsx";
import classes from "./draft-orders.module.css";

type DraftEvent = StaffDraftOrder["events"][number];

const eventBadges: Record<DraftEvent["kind"], { tone: Tone; label: string }> = {
  written: { tone: "idle", label: "Written" },
  changed: { tone: "idle", label: "Changed" },
  sent: { tone: "wait", label: "Reserved and sent" },
  prolonged: { tone: "wait", label: "Reserved for longer" },
  link_renewed: { tone: "idle", label: "New link made" },
  mailed: { tone: "idle", label: "Link mailed again" },
  reminded: { tone: "idle", label: "Customer reminded" },
  opened: { tone: "wait", label: "Link opened for the first time" },
  called_off: { tone: "none", label: "Called off" },
  expired: { tone: "bad", label: "Not paid in time" },
  ordered: { tone: "good", label: "Ordered" },
};

/** What happened to a draft order. The latest is the last one, so that a new event moves nothing that is being read. */
export function DraftTimeline({ events, now }: { events: readonly DraftEvent[]; now: number }) {
  const { timeZone } = useSettings();
  return (
    <Section title="Timeline">
      <ol className={classes.events}>
        {events.map(({ kind, at, by, detail }) => (
          <li key={`${kind} ${at}`} className={classes.event}>
            <span>
              <Status {...eventBadges[kind]} />
              <span className={classes.detail}>{detailText(detail, timeZone)}</span>
            </span>
            <span className={classes.when}>
              {by !== null && `${by}, `}
              <Ago at={at} now={now} />
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function detailText(detail: DraftEvent["detail"], timeZone: string): string {
  if (detail === null) return "";
  if ("until" in detail) return `, until ${shopTime(detail.until, timeZone)}`;
  if ("recipient" in detail) return `, to ${detail.recipient}`;
  return "reason" in detail ? `, “${detail.reason}”` : `, ${detail.orderNumber}`;
}
