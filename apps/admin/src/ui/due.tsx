import { formatDuration } from "../format-duration.ts";
import { exactTime } from "../messages.ts";
import { Ago } from "./ago.tsx";

/** When something is due, e.g. `in 5 min`; if it is overdue, how long ago it was due. */
export function Due({ at, now }: { at: string; now: number }) {
  const left = Date.parse(at) - now;
  if (left < 1_000) return <Ago at={at} now={now} />;
  return (
    <time dateTime={at} title={exactTime(at)}>
      in {formatDuration(left)}
    </time>
  );
}
