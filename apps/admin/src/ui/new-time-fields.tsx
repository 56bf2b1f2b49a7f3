import { Button, NativeSelect, TextInput } from "@mantine/core";
import { keepPreviousData } from "@tanstack/react-query";
import { errorMessage } from "../messages.ts";
import { type MoveTimes, type StaffBooking, trpc } from "../server/trpc.ts";
import { dayText, localTimeOf, shopClock } from "../shop-time.ts";
import classes from "./new-time-fields.module.css";

/** A time in a field, as it was chosen: `at` says which instant it is, where its local time comes twice. */
interface NewTime {
  startsAt: string;
  chosen: { startsAt: string; at: string };
  resourceId: string;
}

/** The time that a booking has now, or a local time to which it was dragged, as the fields' first values. */
export function firstNewTime(
  { startsAt, timeZone, resourceId }: StaffBooking,
  movedTo: string | null,
): NewTime {
  const chosen = chosenTime(startsAt, timeZone);
  return { startsAt: movedTo ?? chosen.startsAt, chosen, resourceId };
}

/** What the fields say as the contract has it: an instant if it was chosen of a list, else a local time. */
export function newTimeInput({ startsAt, chosen, resourceId }: NewTime) {
  return { startsAt: startsAt === chosen.startsAt ? chosen.at : startsAt, resourceId };
}

/** Why it can't be moved to the time of the fields, as far as the page knows; null: nothing is against it. */
export function newTimeProblem(value: NewTime, timeZone: string): string | null {
  if (value.startsAt === "") return "Choose a day and a time";
  return isOver(value, timeZone) ? "This time is over. Choose a later one" : null;
}

function isOver(value: NewTime, timeZone: string): boolean {
  const { startsAt } = newTimeInput(value);
  const now = new Date().toISOString();
  return startsAt < (startsAt.endsWith("Z") ? now : localTimeOf(now, timeZone));
}

/** Whether the fields still say what was sent, so that its refusal is about them. */
export function isSameTime(
  sent: { startsAt: string; resourceId: string } | undefined,
  value: NewTime,
): boolean {
  const { startsAt, resourceId } = newTimeInput(value);
  return sent?.startsAt === startsAt && sent.resourceId === resourceId;
}

const chosenTime = (at: string, timeZone: string) => ({ startsAt: localTimeOf(at, timeZone), at });

interface NewTimeFieldsProps {
  bookingId: string;
  booking: StaffBooking;
  resources: readonly { id: string; name: string }[];
  value: NewTime;
  onChange: (part: Partial<NewTime>) => void;
  /** Of the form's field `startsAt`. */
  startsAtProps: object;
  /** Nothing can be changed any more. */
  isLocked: boolean;
}

/** Fields for the new time and room of a booking, with the free times of the chosen day to pick from, and the refusals of a chosen time. */
export function NewTimeFields({
  bookingId,
  booking,
  resources,
  value,
  onChange,
  startsAtProps,
  isLocked,
}: NewTimeFieldsProps) {
  const { timeZone } = booking;
  const input = newTimeInput(value);
  // Half a time, or one of the year 0202, is none to ask about.
  const isAsked = /^2[01]\d\d-/.test(input.startsAt);
  const times = trpc.bookings.moveTimes.useQuery(
    { bookingId, ...input },
    { enabled: isAsked, placeholderData: keepPreviousData },
  );
  const resource = resources.find(({ id }) => id === value.resourceId)?.name ?? "";
  const isShown = isAsked && !times.isPlaceholderData;
  return (
    <>
      <TextInput
        label="New beginning"
        description={`A time of ${timeZone}; also outside of the opening hours. It takes as long as before.`}
        type="datetime-local"
        required
        {...startsAtProps}
        data-autofocus
      />
      {resources.length > 1 && (
        <NativeSelect
          label="Room or person"
          data={resources.map(({ id, name }) => ({ value: id, label: name }))}
          value={value.resourceId}
          onChange={({ currentTarget }) => onChange({ resourceId: currentTarget.value })}
        />
      )}
      {times.data !== undefined && (
        <FreeTimes
          times={times.data}
          timeZone={timeZone}
          resource={resource}
          current={booking.resourceId === value.resourceId ? booking.startsAt : null}
          pressed={input.startsAt}
          isLocked={isLocked}
          onChoose={(at) => {
            const chosen = chosenTime(at, timeZone);
            onChange({ startsAt: chosen.startsAt, chosen });
          }}
        />
      )}
      {times.isError && (
        <p className={classes.hint}>The free times did not load: {errorMessage(times.error)}</p>
      )}
      <div role="status">
        {isAsked && isOver(value, timeZone) ? (
          <p className={classes.remark}>This time is over: the booking can only be moved to a later one.</p>
        ) : (
          isShown &&
          times.data?.closed && (
            <p className={classes.remark}>{closedText(times.data, { resource, timeZone })}</p>
          )
        )}
      </div>
    </>
  );
}

function FreeTimes({
  times: { day, free },
  timeZone,
  resource,
  current,
  pressed,
  isLocked,
  onChoose,
}: {
  times: MoveTimes;
  timeZone: string;
  resource: string;
  /** The time that it has now, if that is in this room. */
  current: string | null;
  pressed: string;
  isLocked: boolean;
  onChoose: (startsAt: string) => void;
}) {
  if (free.length === 0)
    return (
      <p className={classes.hint}>
        No time that is offered is free in {resource} on {dayText(day)}.
      </p>
    );
  return (
    <fieldset className={classes.free} disabled={isLocked}>
      <legend className={classes.legend}>
        Free in {resource} on {dayText(day)}
      </legend>
      <div className={classes.times}>
        {free.map((startsAt) => (
          <Button
            key={startsAt}
            size="compact-sm"
            variant={startsAt === pressed ? "filled" : "default"}
            aria-pressed={startsAt === pressed}
            onClick={() => onChoose(startsAt)}
          >
            {shopClock(startsAt, timeZone)}
            {startsAt === current && " (now)"}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}

/** Why the time is an unusual one. It can be chosen all the same. */
function closedText(
  { day, closed }: MoveTimes,
  { resource, timeZone }: { resource: string; timeZone: string },
): string {
  if (closed === null) return "";
  const named = closed.exception === null ? dayText(day) : `${dayText(day)} (${closed.exception})`;
  const hours = closed.openings
    .map(({ from, until }) => `${shopClock(from, timeZone)}–${shopClock(until, timeZone)}`)
    .join(", ");
  const what = hours === "" ? `is closed on ${named}` : `is closed then: on ${named} it is open ${hours}`;
  return `${resource} ${what}. The booking can be moved there all the same.`;
}
