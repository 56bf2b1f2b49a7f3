import { formatDuration } from "../format-duration.ts";
import { exactTime } from "../messages.ts";
import { Ago } from "./ago.tsx";

/** When something comes, e.g. `in 5 min`; what is overdue, as long ago as it should have come. */
export function Due({ at, now }: { at: string; now: number }) {
  const left = Date.parse(at) - now;
  if (left < 1_000) return <Ago at={at} now={now} />;
  return (
    <time dateTime={at} title={exactTime(at)}>
      in {formatDuration(left)}
    </time>
  );
}
