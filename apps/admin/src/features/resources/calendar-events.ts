import type { ListedBooking, OpenTimes } from "../../server/trpc.ts";

export type Block = OpenTimes["blocks"][number];

/** Bookings that are one thing in a calendar: those of one resource at one start, which share its places. */
export interface Session {
  id: string;
  resource: ListedBooking["resource"];
  startsAt: string;
  endsAt: string;
  title: string;
  places: number;
  /** Whether none of them is paid. */
  isHeld: boolean;
  /** Whether nobody came. */
  isNoShow: boolean;
  bookings: ListedBooking[];
}

/** The sessions of bookings, in the order of their times. */
export function sessionsOf(bookings: readonly ListedBooking[]): Session[] {
  const sessions = Map.groupBy(bookings, ({ resource, startsAt }) => `${resource.id} ${startsAt}`);
  return [...sessions.values()].flatMap((together) => {
    const [first] = together;
    if (first === undefined) return [];
    const titles = new Set(together.map(({ title }) => title));
    return {
      id: first.id,
      resource: first.resource,
      startsAt: first.startsAt,
      endsAt:
        together
          .map(({ endsAt }) => endsAt)
          .toSorted()
          .at(-1) ?? first.endsAt,
      title: [...titles].join(", "),
      places: together.reduce((sum, { quantity }) => sum + quantity, 0),
      isHeld: together.every(({ state }) => state === "held"),
      isNoShow: together.every(({ isNoShow }) => isNoShow),
      bookings: together,
    };
  });
}

/** Who comes, in a few words, and whether they have paid, or did not come. */
export function customersText({ bookings, places, isHeld, isNoShow }: Session): string {
  const [only] = bookings;
  const name = only?.customer.name ?? only?.customer.email;
  const who = [
    ...(bookings.length > 1 ? [`${bookings.length} customers`] : name == null ? [] : [name]),
    ...(places > bookings.length ? [`${places} places`] : []),
  ].join(", ");
  if (isNoShow) return `${who}, did not come`;
  if (!isHeld) return who;
  return who === "" ? "Not paid yet" : `${who}, not paid yet`;
}

/** Whether staff can move it: one customer's, paid, and not over. */
export function isMovable({ bookings, isHeld, isNoShow, endsAt }: Session, now: Date): boolean {
  return bookings.length === 1 && !isHeld && !isNoShow && new Date(endsAt) > now;
}
