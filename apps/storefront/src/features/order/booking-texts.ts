import { formatMoney, type Money } from "@dualtrack/contract";
import type { BookingTerms } from "../../server/trpc.ts";
import { bookedTimeText } from "../../slot-texts.ts";

/** What cancelling means for the money, before it happens. */
export function cancelText({
  price,
  refund,
  isFree,
  freeCancelHours,
  lateKeepPercent,
}: BookingTerms): string {
  const free = "Your time is free for others at once.";
  if (price.amount === 0) return `There was nothing to pay for it. ${free}`;
  const why = isFree || lateKeepPercent === 0 ? "" : ` as it begins in less than ${freeCancelHours} h`;
  if (refund.amount === price.amount) return `You get all of the ${formatMoney(price)} back. ${free}`;
  if (refund.amount === 0)
    return `You get nothing of the ${formatMoney(price)} back${why === "" ? "" : `,${why}`}. ${free}`;
  return `You get ${formatMoney(refund)} of ${formatMoney(price)} back${why === "" ? "" : `,${why}`}. ${free}`;
}

/** The label of the button that cancels. */
export function keptText({ refund, price }: BookingTerms): string {
  if (price.amount === 0) return "Cancel it";
  return refund.amount === 0 ? "Cancel, nothing goes back" : `Cancel and get ${formatMoney(refund)} back`;
}

/** What has happened when it is cancelled. */
export function cancelledText(refund: Money): string {
  const money = refund.amount === 0 ? "" : ` We are sending ${formatMoney(refund)} back to you.`;
  return `Your booking is cancelled.${money} We have written to you.`;
}

/** What a customer gives up by moving a booking to a time that begins so soon; null: nothing. `now` in ms. */
export function soonText(
  {
    price,
    freeCancelHours,
    lateKeepPercent,
  }: Pick<BookingTerms, "price" | "freeCancelHours" | "lateKeepPercent">,
  { startsAt, now }: { startsAt: string; now: number },
): string | null {
  if (now <= Date.parse(startsAt) - freeCancelHours * 60 * 60_000) return null;
  const soon = `This time begins in less than ${freeCancelHours} h. Once you have moved to it, it can’t be moved any more`;
  if (price.amount === 0 || lateKeepPercent === 0) return `${soon}.`;
  const back = lateKeepPercent === 100 ? "nothing" : `only ${100 - lateKeepPercent} % of its price`;
  return `${soon}, and you get ${back} back if you cancel it.`;
}

/** Why the time of a booking can't be changed any more. */
export function fixedText(
  { movableUntil }: { movableUntil: string },
  { placedAt, timeZone }: { placedAt: string; timeZone: string },
): string {
  return Date.parse(movableUntil) < Date.parse(placedAt)
    ? "It begins too soon for its time to be changed."
    : `Its time could be changed until ${bookedTimeText(movableUntil, timeZone)}.`;
}
