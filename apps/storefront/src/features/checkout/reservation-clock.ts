export interface Reservation {
  phase: "calm" | "soon" | "ended";
  /** E.g. "9 min left", "1:05 left". */
  left: string;
}

const soonMs = 2 * 60_000;
const hoursMs = 3 * 60 * 60_000;

/** The phase of a reservation that ends at `endsAt`; both times are the server's. */
export function reservationAt(now: number, endsAt: number): Reservation {
  const left = endsAt - now;
  if (left <= 0) return { phase: "ended", left: "0:00 left" };
  if (left > hoursMs) return { phase: "calm", left: `${Math.floor(left / 3_600_000)} h left` };
  if (left > soonMs) return { phase: "calm", left: `${Math.ceil(left / 60_000)} min left` };
  const seconds = Math.ceil(left / 1_000);
  return { phase: "soon", left: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} left` };
}
