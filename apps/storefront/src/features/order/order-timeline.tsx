import { eventLabels, formatDay } from "../../messages.ts";
import type { OrderEvent } from "../../server/trpc.ts";
import { BookedTime } from "../../ui/booked-time.tsx";

/** What has happened to the order, in the customer's words, the latest last. */
export function OrderTimeline({ events }: { events: readonly OrderEvent[] }) {
  return (
    <section aria-labelledby="timeline-heading">
      <h2 id="timeline-heading" className="mb-3 text-xl">
        What happened
      </h2>
      <ol className="border-l-4 border-ink">
        {events.map((event) => (
          <li key={event.id} className="relative pb-4 pl-5 last:pb-0">
            <span aria-hidden="true" className="absolute top-[0.8em] left-0 h-1 w-3 bg-ink" />
            <p>{eventLabels[event.kind](event.details)}</p>
            {event.details.moved !== null && (
              <dl className="my-1 grid grid-cols-[auto_1fr] gap-x-3">
                <dt className="text-soft">From</dt>
                <dd>
                  <BookedTime startsAt={event.details.moved.from} />
                </dd>
                <dt className="text-soft">To</dt>
                <dd>
                  <BookedTime startsAt={event.details.moved.to} />
                </dd>
              </dl>
            )}
            <time dateTime={event.at} className="text-sm text-soft">
              {formatDay(event.at)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  );
}
