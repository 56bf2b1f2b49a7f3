import { exactTime } from "../messages.ts";
import { Ago } from "./ago.tsx";

/** When something comes, e.g. `in 5 min`; what is overdue, as long ago as it should have come. */
export function Due({ at, now }: { at: string; now: number }) {
  const seconds = Math.round((Date.parse(at) - now) / 1000);
  if (seconds <= 0) return <Ago at={at} now={now} />;
  const words = seconds < 90 ? `in ${seconds} s` : `in ${Math.round(seconds / 60)} min`;
  return (
    <time dateTime={at} title={exactTime(at)}>
      {words}
    </time>
  );
}
