import type { OpenTime } from "./openings.ts";

/** What a service's settings say about when it begins. */
export interface SlotRules {
  productId: string;
  durationMinutes: number;
  /** Times are offered every so many minutes from when the resource opens. */
  stepMinutes: number;
  /** The resource is kept free for so long before and after; also outside its opening hours. */
  bufferBeforeMinutes: number;
  bufferAfterMinutes: number;
  /** Customers at one time in one resource. */
  capacity: number;
  /** The least time between now and the start. */
  leadMinutes: number;
  /** The last day on which it can be booked is so many days after today. */
  horizonDays: number;
}

/** A time at which a resource is not free, buffers included. */
export interface BusyTime {
  /** Milliseconds since 1970. */
  from: number;
  until: number;
  /** Whose booking it is: others at the same start of the same service can join it. Null: blocked by staff. */
  session: { productId: string; startsAt: number; taken: number } | null;
}

/** A room or person that can take the service, with the times of the days in question and of the days around them. */
export interface SlotResource {
  id: string;
  openTimes: readonly OpenTime[];
  busyTimes: readonly BusyTime[];
}

/** A time at which a service begins. */
export interface Slot {
  startsAt: Date;
  endsAt: Date;
  /** Places that are free in the resource with the most; 0: fully booked. */
  free: number;
  /** The resources that are open at the time, free or not, in the order in which they are preferred. */
  resourceIds: string[];
}

const minuteMs = 60_000;

/**
 * The times at which a service begins on the local days from `first` to `last`, in their order, the fully booked ones included.
 * A start is a local time, on the steps from when a resource opens: one that the clocks skip is not offered, one that comes twice
 * is offered twice. A duration is elapsed time, without a break within the opening hours.
 */
export function computeSlots({
  rules,
  resources,
  timeZone,
  now,
  first,
  last,
}: {
  rules: SlotRules;
  resources: readonly SlotResource[];
  timeZone: string;
  now: Date;
  first: Temporal.PlainDate;
  last: Temporal.PlainDate;
}): Slot[] {
  const durationMs = rules.durationMinutes * minuteMs;
  const bounds = boundsOf({ rules, timeZone, now, first, last });
  const slots = new Map<number, Slot>();
  for (const { id, openTimes, busyTimes } of resources) {
    const freeAt = freePlaces(rules, busyTimes);
    for (const startsAt of startsOf(openTimes, { rules, timeZone, bounds })) {
      const slot = slots.get(startsAt) ?? {
        startsAt: new Date(startsAt),
        endsAt: new Date(startsAt + durationMs),
        free: 0,
        resourceIds: [],
      };
      slot.free = Math.max(slot.free, freeAt(startsAt));
      slot.resourceIds.push(id);
      slots.set(startsAt, slot);
    }
  }
  return [...slots.values()].sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime());
}

interface Bounds {
  from: number;
  until: number;
}

function boundsOf({
  rules: { leadMinutes, horizonDays },
  timeZone,
  now,
  first,
  last,
}: {
  rules: SlotRules;
  timeZone: string;
  now: Date;
  first: Temporal.PlainDate;
  last: Temporal.PlainDate;
}): Bounds {
  const midnight = (day: Temporal.PlainDate) => day.toZonedDateTime(timeZone).epochMilliseconds;
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  return {
    from: Math.max(midnight(first), now.getTime() + leadMinutes * minuteMs),
    until: Math.min(midnight(last.add({ days: 1 })), midnight(today.add({ days: horizonDays + 1 }))),
  };
}

/** The starts within the bounds, in their order, whose whole duration lies in open times. */
function startsOf(
  openTimes: readonly OpenTime[],
  { rules, timeZone, bounds }: { rules: SlotRules; timeZone: string; bounds: Bounds },
): number[] {
  const durationMs = rules.durationMinutes * minuteMs;
  const starts = new Set<number>();
  let closes = Number.NEGATIVE_INFINITY;
  // From the last one to the first, so that a time which goes on at the next one's beginning ends where that one ends.
  for (const [place, open] of [...openTimes.entries()].reverse()) {
    const next = openTimes[place + 1];
    closes = next !== undefined && next.from <= open.until ? Math.max(closes, open.until) : open.until;
    if (open.from >= bounds.until || open.until <= bounds.from) continue;
    for (const start of gridOf(open, { timeZone, stepMinutes: rules.stepMinutes }))
      if (start >= bounds.from && start < bounds.until && start + durationMs <= closes) starts.add(start);
  }
  return [...starts].sort((one, other) => one - other);
}

/** The instants of an open time whose local time is whole steps after its opening. */
function* gridOf(
  { opens, from, until }: OpenTime,
  { timeZone, stepMinutes }: { timeZone: string; stepMinutes: number },
): Generator<number> {
  const stepMs = stepMinutes * minuteMs;
  if (isWithoutChange({ opens, from, until }, timeZone)) {
    for (let start = from; start < until; start += stepMs) yield start;
    return;
  }
  // Local hours are at most as many more than the elapsed ones as the clocks are moved; a day is more than that.
  const steps = Math.ceil((until - from + 24 * 60 * minuteMs) / stepMs);
  for (let step = 0; step <= steps; step += 1) {
    const local = opens.add({ minutes: step * stepMinutes });
    const instants = new Set(
      (["earlier", "later"] as const)
        .map((disambiguation) => local.toZonedDateTime(timeZone, { disambiguation }))
        .filter((zoned) => zoned.toPlainDateTime().equals(local))
        .map(({ epochMilliseconds }) => epochMilliseconds),
    );
    for (const start of instants) if (start >= from && start < until) yield start;
  }
}

/** No clock is moved while it is open, nor at its opening. */
function isWithoutChange({ opens, from, until }: OpenTime, timeZone: string): boolean {
  const opening = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(timeZone);
  const change = opening.getTimeZoneTransition("next");
  return opening.toPlainDateTime().equals(opens) && (change === null || change.epochMilliseconds >= until);
}

/** Answers, for ascending starts, how many places a resource has. */
function freePlaces(
  { productId, durationMinutes, bufferBeforeMinutes, bufferAfterMinutes, capacity }: SlotRules,
  busyTimes: readonly BusyTime[],
): (startsAt: number) => number {
  const waiting = busyTimes.toSorted((one, other) => other.from - one.from);
  let current: BusyTime[] = [];
  return (startsAt) => {
    const from = startsAt - bufferBeforeMinutes * minuteMs;
    const until = startsAt + (durationMinutes + bufferAfterMinutes) * minuteMs;
    for (let next = waiting.at(-1); next !== undefined && next.from < until; next = waiting.at(-1)) {
      current.push(next);
      waiting.pop();
    }
    current = current.filter((busy) => busy.until > from);
    let free = capacity;
    for (const { session } of current) {
      if (session?.productId !== productId || session.startsAt !== startsAt) return 0;
      free -= session.taken;
    }
    return Math.max(0, free);
  };
}
