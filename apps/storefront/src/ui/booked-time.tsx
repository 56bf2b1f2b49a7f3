import { trpc } from "../server/trpc.ts";
import { bookedTimeText } from "../slot-texts.ts";

/** When something that is booked begins, on the shop's clocks, and on the customer's if they differ. */
export function BookedTime({ startsAt }: { startsAt: string }) {
  const { data: settings } = trpc.settings.public.useQuery(undefined, {
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (settings === undefined) return null;
  return (
    <time dateTime={startsAt} className="block font-semibold">
      {bookedTimeText(startsAt, settings.timeZone)}
    </time>
  );
}
