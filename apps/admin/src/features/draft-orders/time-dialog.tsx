import { Button } from "@mantine/core";
import { useState } from "react";
import { addDays } from "../../calendar-days.ts";
import { trpc } from "../../server/trpc.ts";
import { dayText, shopClock, shopDay, shopTime } from "../../shop-time.ts";
import { DayField } from "../../ui/day-field.tsx";
import dialogClasses from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Problem } from "../../ui/problem.tsx";
import classes from "./draft-orders.module.css";

/** Chooses when a service is booked: day by day, of the times that customers see, also sooner and farther ahead than they can book. */
export function TimeDialog({
  title,
  variantId,
  draftOrderId,
  quantity,
  chosen,
  taken,
  onChoose,
  onClose,
}: {
  title: string;
  variantId: string;
  /** Undefined: it does not exist yet. */
  draftOrderId: string | undefined;
  /** Places that are wanted. */
  quantity: number;
  /** The time that it has now; null: none yet. */
  chosen: string | null;
  /** Times of the same service on other lines. */
  taken: readonly (string | null)[];
  onChoose: (startsAt: string) => void;
  onClose: () => void;
}) {
  const [day, setDay] = useState<string | undefined>(undefined);
  const slots = trpc.draftOrders.slots.useQuery(
    { variantId, quantity, ...(draftOrderId && { draftOrderId }), ...(day && { from: day }) },
    { staleTime: 5_000, refetchInterval: 20_000, placeholderData: (before) => before },
  );
  const { data } = slots;
  const shown = day ?? data?.next?.day ?? data?.today;
  const times = data?.slots.filter((slot) => slot.day === shown) ?? [];
  const [example] = times;
  const later = data?.next && data.next.day !== shown ? data.next : null;
  return (
    <Dialog title={`When? ${title}`} isBusy={false} onClose={onClose}>
      <div className={dialogClasses.fields}>
        <DayField
          label="Day"
          description={data && `Times of ${data.timeZone}, ${data.durationMinutes} minutes each.`}
          min={data?.today}
          max={data?.lastDay}
          value={shown}
          onChange={setDay}
          data-autofocus
        />
        {slots.isError && (
          <Problem title="The times could not be loaded" error={slots.error} onRetry={slots.refetch} />
        )}
        {slots.isPending && <p className={classes.hint}>Looking for free times…</p>}
        {data && (
          <div role="status">
            {example ? (
              <p className={classes.hint}>
                {shopDay(example.startsAt, data.timeZone)}
                {times.every(({ isFree }) => !isFree) && ": nothing is free"}
              </p>
            ) : (
              <p className={classes.hint}>It is not offered on that day.</p>
            )}
          </div>
        )}
        {data && (
          <div className={classes.times} aria-busy={slots.isPlaceholderData}>
            {times.map(({ startsAt, isFree, free }) => {
              const isTaken = taken.includes(startsAt);
              return (
                <Button
                  key={startsAt}
                  size="compact-md"
                  variant={startsAt === chosen ? "filled" : "default"}
                  aria-pressed={startsAt === chosen}
                  disabled={!isFree || isTaken || slots.isPlaceholderData}
                  onClick={() => onChoose(startsAt)}
                >
                  {shopClock(startsAt, data.timeZone)}
                  {timeNote({ isTaken, isFree, free: data.capacity > 1 ? free : null })}
                </Button>
              );
            })}
          </div>
        )}
        {later && data && (
          <div>
            <Button variant="subtle" size="compact-sm" onClick={() => onChoose(later.startsAt)}>
              Next free time: {shopTime(later.startsAt, data.timeZone)}
            </Button>
          </div>
        )}
        {data && data.next === null && (
          <div>
            <p className={classes.problem}>
              {data.searchedUntil < data.lastDay
                ? `There is no free time until ${dayText(data.searchedUntil)}.`
                : "There is no free time after that."}
            </p>
            {data.searchedUntil < data.lastDay && (
              <Button
                variant="subtle"
                size="compact-sm"
                onClick={() => setDay(addDays(data.searchedUntil, 1))}
              >
                Look further
              </Button>
            )}
          </div>
        )}
      </div>
      <div className={dialogClasses.buttons}>
        <Button variant="default" onClick={onClose}>
          {chosen === null ? "Add nothing" : "Keep its time"}
        </Button>
      </div>
    </Dialog>
  );
}

function timeNote({ isTaken, isFree, free }: { isTaken: boolean; isFree: boolean; free: number | null }) {
  if (isTaken) return ", on this order";
  if (!isFree) return free === null || free === 0 ? ", booked" : `, ${free} left`;
  return free === null ? "" : `, ${free} free`;
}
