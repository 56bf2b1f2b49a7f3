import { trpc } from "../server/trpc.ts";
import { bookedSpanText, bookedTimeText } from "../slot-texts.ts";

/** When something that is booked begins and, once it is ordered, ends, on the shop's clocks, and on the customer's if they differ. */
export function BookedTime({ startsAt, endsAt = null }: { startsAt: string; endsAt?: string | null }) {
  const { data: settings } = trpc.settings.public.useQuery(undefined, {
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (settings === undefined) return null;
  return (
    <time dateTime={startsAt} className="block font-semibold">
      {endsAt === null
        ? bookedTimeText(startsAt, settings.timeZone)
        : bookedSpanText({ startsAt, endsAt }, settings.timeZone)}
    </time>
  );
}
