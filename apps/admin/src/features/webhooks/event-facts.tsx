import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ignoredLabels, problemLabel } from "../../labels.ts";
import type { EventView } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { CopyId } from "../../ui/copy-id.tsx";
import { Section } from "../../ui/section.tsx";
import { Status } from "../../ui/status.tsx";
import { eventBadges, spanText } from "./webhook-badges.ts";
import classes from "./webhooks.module.css";

/** An event's status, what it is about, and how long each step took. */
export function EventFacts({ event, now }: { event: EventView; now: number }) {
  const { createdAt, receivedAt, processedAt } = event;
  return (
    <Section title="Event">
      <dl className={classes.facts}>
        <Fact label="State">
          <Status {...eventBadges[event.state]} />
          {event.ignoredReason !== null && <>: {ignoredLabels[event.ignoredReason]}</>}
        </Fact>
        <Fact label="Order">
          {event.order === null ? (
            "None"
          ) : (
            <Link to="/orders/$number" params={{ number: event.order }}>
              {event.order}
            </Link>
          )}
        </Fact>
        {event.objectId !== null && (
          <Fact label="About">
            <CopyId id={event.objectId} />
          </Fact>
        )}
        <Fact label="Id">
          <CopyId id={event.id} />
        </Fact>
        <Fact label="Made at Stripe">
          <Ago at={createdAt} now={now} />
        </Fact>
        <Fact label="Received">
          <Ago at={receivedAt} now={now} />, {spanText(createdAt, receivedAt)} later
        </Fact>
        <Fact label="Calls">
          <Calls event={event} now={now} />
        </Fact>
        <Fact label="Processed">
          {processedAt === null ? (
            event.state === "ignored" ? (
              "Nothing had to be done"
            ) : (
              "Not yet"
            )
          ) : (
            <>
              <Ago at={processedAt} now={now} />, {spanText(receivedAt, processedAt)} later
            </>
          )}
        </Fact>
        {event.lastError !== null && (
          <Fact label="Last error">
            <span className={classes.bad}>{problemLabel(event.lastError)}</span>
          </Fact>
        )}
      </dl>
    </Section>
  );
}

/** How often Stripe has called with the event: a call is repeated until it is answered, and may be repeated after that. */
function Calls({
  event: { deliveries, lastDeliveredAt, signedWith },
  now,
}: {
  event: EventView;
  now: number;
}) {
  if (lastDeliveredAt === null) return "None: the shop has fetched it from Stripe";
  return (
    <>
      {deliveries}, the last one <Ago at={lastDeliveredAt} now={now} />
      {signedWith !== null && signedWith > 1 && `, signed with secret number ${signedWith}`}
    </>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
