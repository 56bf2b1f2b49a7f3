import { Alert, Button, Group, Skeleton, Text } from "@mantine/core";
import { useState } from "react";
import { exactTime, preciseTime } from "../../messages.ts";
import {
  differenceText,
  idsOf,
  timelineBadge,
  timelineCsv,
  timelineDetails,
  timelineTrackLabels,
} from "../../payment-timeline-texts.ts";
import { type PaymentTimelineEntry, type PaymentTimeline as Timeline, trpc } from "../../server/trpc.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { CopyId } from "../../ui/copy-id.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Section } from "../../ui/section.tsx";
import { Status } from "../../ui/status.tsx";
import classes from "./order.module.css";

/** So many entries are shown at first. */
const shownAtFirst = 40;

/** All that happened to the order's payment, and whether the books say the same. It is asked for when it is opened. */
export function PaymentTimeline({ number }: { number: string }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Section title="Payment timeline">
      <details onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
        <summary className={classes.summary}>
          Customer, calls to Stripe, its events, and each decision; checked against the books
        </summary>
        {isOpen && <Opened number={number} />}
      </details>
    </Section>
  );
}

function Opened({ number }: { number: string }) {
  const timeline = trpc.orders.paymentTimeline.useQuery({ number });
  if (timeline.isError)
    return (
      <Problem
        title="The payment timeline could not be read"
        error={timeline.error}
        onRetry={() => timeline.refetch()}
      />
    );
  if (timeline.isPending) return <Skeleton height={160} mt="sm" aria-label="Reading the payment timeline" />;
  return <Entries timeline={timeline.data as Timeline} />;
}

function Entries({ timeline }: { timeline: Timeline }) {
  const [track, setTrack] = useState<PaymentTimelineEntry["track"] | "all">("all");
  const [showsAll, setShowsAll] = useState(false);
  const { entries, isCut } = timeline;
  const tracks = [...new Set(entries.map((entry) => entry.track))];
  const ofTrack = entries.filter((entry) => track === "all" || entry.track === track);
  const shown = showsAll ? ofTrack : ofTrack.slice(0, shownAtFirst);
  return (
    <>
      <Check timeline={timeline} />
      <Group gap={6} my="sm" role="group" aria-label="Track">
        {(["all", ...tracks] as const).map((each) => (
          <Button
            key={each}
            size="compact-xs"
            variant={each === track ? "filled" : "default"}
            aria-pressed={each === track}
            onClick={() => setTrack(each)}
          >
            {each === "all" ? "all" : timelineTrackLabels[each]}{" "}
            {each === "all" ? entries.length : entries.filter((entry) => entry.track === each).length}
          </Button>
        ))}
      </Group>
      {isCut && (
        <Text size="sm" c="dimmed">
          Of each source only the newest entries are here.
        </Text>
      )}
      {ofTrack.length === 0 && <p className={classes.none}>Nothing has happened to this payment yet</p>}
      <ol className={classes.entries} aria-label="Payment timeline">
        {shown.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
      <Group gap="xs" mt="sm">
        {shown.length < ofTrack.length && (
          <Button variant="default" size="compact-sm" onClick={() => setShowsAll(true)}>
            Show all {ofTrack.length}
          </Button>
        )}
        <Text size="sm" component="span">
          JSON <CopyButton text={JSON.stringify(timeline, null, 2)} label="Copy the timeline as JSON" />
        </Text>
        <Text size="sm" component="span">
          CSV <CopyButton text={timelineCsv(entries)} label="Copy the timeline as CSV" />
        </Text>
      </Group>
    </>
  );
}

function Entry({ entry }: { entry: PaymentTimelineEntry }) {
  const details = timelineDetails(entry);
  const ids = idsOf(entry);
  return (
    <li className={classes.event}>
      <span className={classes.what}>
        <Status {...timelineBadge(entry)} />
        <span className={classes.dim}>{details.map((text) => `, ${text}`).join("")}</span>
      </span>
      <span className={classes.when}>
        {timelineTrackLabels[entry.track]},{" "}
        <time dateTime={entry.at} title={exactTime(entry.at)}>
          {preciseTime(entry.at)}
        </time>
      </span>
      {ids.length > 0 && (
        <span className={`${classes.sub} ${classes.ids}`}>
          {ids.map((id) => (
            <CopyId key={id} id={id} />
          ))}
        </span>
      )}
    </li>
  );
}

/** What the checker says, which recomputes the order from the timeline's decisions alone. */
function Check({ timeline: { check, currency } }: { timeline: Timeline }) {
  if (check.differences.length > 0)
    return (
      <Alert color="red" variant="light" role="alert" title="The books differ from the timeline" mt="sm">
        <ul className={classes.entries}>
          {check.differences.map((difference) => (
            <li key={`${difference.field} ${difference.timeline}`}>{differenceText(difference, currency)}</li>
          ))}
        </ul>
        <Text size="sm" mt={4}>
          Sync the payment. If they still differ, somebody has changed the books past the shop.
        </Text>
      </Alert>
    );
  return (
    <Text size="sm" mt="sm" role="status">
      <Status tone="good" label="Checked: the books say what the timeline says" />
      {!check.comparesAmounts && (
        <span className={classes.dim}>
          {" "}
          (its state only: a part was written by an older version, without amounts)
        </span>
      )}
    </Text>
  );
}
