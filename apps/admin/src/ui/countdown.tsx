import { exactTime } from "../messages.ts";
import classes from "./countdown.module.css";

/** Less time than this is highlighted, in milliseconds. */
const soonMs = 2 * 60_000;

/** The time left until `endsAt`; `now` is the server's. The exact end on hover. */
export function Countdown({ endsAt, now }: { endsAt: string; now: number }) {
  const left = Date.parse(endsAt) - now;
  return (
    <time
      dateTime={endsAt}
      title={`Ends ${exactTime(endsAt)}`}
      className={classes.left}
      data-soon={left < soonMs}
    >
      {timeLeft(left)}
    </time>
  );
}

/** `1:05`, `14:32`, `2 h 05 min`. A reservation whose time is up ends within seconds. */
export function timeLeft(ms: number): string {
  if (ms <= 0) return "ending";
  const seconds = Math.ceil(ms / 1_000);
  const minutes = Math.floor(seconds / 60);
  const two = (part: number) => String(part).padStart(2, "0");
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
}
