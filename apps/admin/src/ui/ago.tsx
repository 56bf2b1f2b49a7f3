import { exactTime, timeAgo } from "../messages.ts";

/** A time relative to now, as `5 min ago`; the exact one on hover. */
export function Ago({ at, now, className }: { at: string; now: number; className?: string | undefined }) {
  return (
    <time dateTime={at} title={exactTime(at)} className={className}>
      {timeAgo(at, now)}
    </time>
  );
}
