import { Skeleton } from "@mantine/core";
import { Ago } from "../../ui/ago.tsx";
import { JoinedTracks } from "../../ui/joined-tracks.tsx";
import { PathLink } from "../../ui/path-link.tsx";
import type { Concern } from "./concern.ts";
import classes from "./home.module.css";

/** What needs attention, or that nothing does. */
export function AttentionList({ concerns, now }: { concerns: Concern[]; now: number }) {
  const urgent = concerns.filter(({ isMinor }) => !isMinor);
  const minor = concerns.filter(({ isMinor }) => isMinor);
  return (
    <section className={classes.attention} aria-label="What needs attention">
      {urgent.length === 0 && (
        <div className={classes.calm}>
          <JoinedTracks />
          <div>
            <h2 className={classes.headline}>Nothing needs you</h2>
            <p className={classes.note}>Payments, webhooks, refunds and mails are all in order.</p>
          </div>
        </div>
      )}
      {urgent.length > 0 && (
        <>
          <h2 className={classes.headline}>
            {urgent.length === 1 ? "One thing needs you" : `${urgent.length} things need you`}
          </h2>
          <Concerns concerns={urgent} now={now} />
        </>
      )}
      {minor.length > 0 && (
        <>
          <h3 className={classes.subline}>Worth knowing</h3>
          <Concerns concerns={minor} now={now} />
        </>
      )}
    </section>
  );
}

function Concerns({ concerns, now }: { concerns: Concern[]; now: number }) {
  return (
    <ul className={classes.concerns}>
      {concerns.map(({ title, count, path, since, note, examples, isMinor }) => (
        <li key={title} className={classes.concern} data-calm={isMinor || undefined}>
          <span className={classes.concernTitle}>
            <PathLink path={path}>{title}</PathLink>
            {since && (
              <span className={classes.since}>
                {count > 1 && "the oldest "}
                <Ago at={since} now={now} />
              </span>
            )}
          </span>
          {note && <span className={classes.note}>{note}</span>}
          {examples.length > 0 && (
            <span className={classes.examples}>
              {examples.map(({ label, detail, path: itsPath }) => (
                <span key={`${label} ${detail}`}>
                  {itsPath ? <PathLink path={itsPath}>{label}</PathLink> : label}
                  {detail && <span className={classes.detail}> {detail}</span>}
                </span>
              ))}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

export function AttentionSkeleton() {
  return (
    <section className={classes.attention} aria-label="What needs attention" aria-busy="true">
      <Skeleton height={18} width={180} my={4} />
      <Skeleton height={12} width={320} my={14} />
      <Skeleton height={12} width={260} my={14} />
    </section>
  );
}
