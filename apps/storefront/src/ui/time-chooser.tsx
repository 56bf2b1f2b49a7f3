import { useState } from "react";
import { errorMessage } from "../messages.ts";
import type { BookingSlotsView, SlotsView } from "../server/trpc.ts";
import {
  durationText,
  ownTimeText,
  placeOf,
  slotDay,
  slotText,
  slotTime,
  slotTimeWithOffset,
} from "../slot-texts.ts";
import { Button } from "./button.tsx";
import { addDays, monthOf } from "./calendar-days.ts";
import { type DayState, MonthSheet } from "./month-sheet.tsx";
import { Notice } from "./notice.tsx";

type Slot = SlotsView["slots"][number];

/** What somebody has chosen in a calendar of times so far. `from` is the day from which times are asked for; undefined: from today. */
export function useTimeChoice() {
  const [month, setMonth] = useState<string | null>(null);
  const [isOpened, setIsOpened] = useState(false);
  const [day, setDay] = useState<string | null>(null);
  const [startsAt, setStartsAt] = useState<string | null>(null);
  return {
    ...{ month, setMonth, day, startsAt, setStartsAt },
    from: month === null ? undefined : `${month}-01`,
    setDay(chosen: string) {
      setDay(chosen);
      setStartsAt(null);
    },
    /** Opens the month of the first free time, once, when the times are there: a calendar that somebody looks at does not turn its own pages. */
    openAt({ today, next }: Pick<SlotsView, "today" | "next">) {
      if (isOpened) return;
      setIsOpened(true);
      if (next !== null && monthOf(next.day) !== monthOf(today)) setMonth(monthOf(next.day));
    },
    show(target: { day: string; startsAt: string }) {
      setMonth(monthOf(target.day));
      setDay(target.day);
      setStartsAt(target.startsAt);
    },
  };
}

export type TimeChoice = ReturnType<typeof useTimeChoice>;

interface TimeChooserProps {
  choice: TimeChoice;
  slots: {
    data: BookingSlotsView | undefined;
    error: unknown;
    isPlaceholderData: boolean;
    refetch(): unknown;
  };
}

/** The slot that is chosen, as it is now; undefined if it is on no sheet that is shown. */
export function chosenSlot({ startsAt }: TimeChoice, data: BookingSlotsView | undefined): Slot | undefined {
  return data?.slots.find((slot) => slot.startsAt === startsAt);
}

/** A calendar whose days and times can be chosen. */
export function TimeChooser({ choice, slots }: TimeChooserProps) {
  if (!slots.data)
    return slots.error ? (
      <Notice
        variant="bad"
        title="The times did not load"
        actions={<Button onClick={() => void slots.refetch()}>Try again</Button>}
      >
        {errorMessage(slots.error)}
      </Notice>
    ) : (
      <div className="skeleton h-96 w-full" role="status" aria-label="The times are loading" />
    );

  const { today, lastDay, next, searchedUntil, timeZone } = slots.data;
  const shownMonth = choice.month ?? monthOf(today);
  const days = daysOf(slots.data.slots.filter((slot) => monthOf(slot.day) === shownMonth));
  const firstFree = [...days].find(([_, state]) => state === "free")?.[0];
  const chosen = chosenSlot(choice, slots.data);
  // Whoever has chosen a time has chosen its day, also when nothing is free on it any more.
  const chosenDay = [choice.day, chosen?.day].find((day) => day && days.has(day)) ?? firstFree;
  const times = slots.data.slots.filter((slot) => slot.day === chosenDay);
  return (
    <div>
      <p className="mb-2 text-sm text-soft">
        {durationText(slots.data.durationMinutes)}. Times are those of {placeOf(timeZone)}
        {times.some((slot) => ownTimeText(slot.startsAt, timeZone) !== null) && "; yours are in brackets"}.
      </p>
      <MonthSheet
        month={shownMonth}
        days={days}
        chosen={chosenDay}
        first={monthOf(today)}
        last={monthOf(lastDay)}
        onMonth={choice.setMonth}
        onDay={choice.setDay}
      />
      <div aria-live="polite">
        {firstFree === undefined && !slots.isPlaceholderData && (
          <p className="mt-4">
            {next === null ? (
              <>
                <strong>Nothing is free until {slotDay(`${searchedUntil}T12:00:00Z`, "UTC")}.</strong>
                {searchedUntil < lastDay && (
                  <>
                    {" "}
                    <button
                      type="button"
                      className="min-h-6 font-semibold underline underline-offset-4"
                      onClick={() => choice.setMonth(monthOf(addDays(searchedUntil, 1)))}
                    >
                      Look further
                    </button>
                  </>
                )}
              </>
            ) : (
              <>
                Nothing is free in this month. The next free time is{" "}
                <button
                  type="button"
                  className="min-h-6 font-semibold underline underline-offset-4"
                  onClick={() => choice.show(next)}
                >
                  {slotText(next.startsAt, timeZone)}
                </button>
                .
              </>
            )}
          </p>
        )}
      </div>
      {times.length > 0 && (
        <TimeList
          times={times}
          timeZone={timeZone}
          capacity={slots.data.capacity}
          chosen={chosen}
          onChoose={choice.setStartsAt}
        />
      )}
      {chosen !== undefined && !chosen.isFree && (
        <div className="mt-4">
          <Notice variant="bad" title="Someone was faster">
            {takenText(chosen, timeZone)}
          </Notice>
        </div>
      )}
      {slots.error !== null && <p className="mt-2 text-sm text-bad">The times could not be refreshed.</p>}
    </div>
  );
}

/** What was chosen is not to be had any more. */
function takenText({ startsAt, free }: Slot, timeZone: string): string {
  const time = slotText(startsAt, timeZone);
  if (free === 0) return `${time} has just been taken. Choose another time.`;
  return `Only ${free} ${free === 1 ? "place is" : "places are"} left on ${time}. Choose fewer places, or another time.`;
}

function daysOf(slots: readonly Slot[]): Map<string, DayState> {
  const days = new Map<string, DayState>();
  for (const { day, isFree } of slots) if (isFree || !days.has(day)) days.set(day, isFree ? "free" : "full");
  return days;
}

function TimeList({
  times,
  timeZone,
  capacity,
  chosen,
  onChoose,
}: {
  times: readonly Slot[];
  timeZone: string;
  capacity: number;
  chosen: Slot | undefined;
  onChoose(startsAt: string): void;
}) {
  const labels = times.map(({ startsAt }) => slotTime(startsAt, timeZone));
  return (
    <fieldset className="mt-4">
      <legend className="mb-2 text-sm font-semibold">{slotDay(times[0]?.startsAt ?? "", timeZone)}</legend>
      <div className="flex flex-wrap gap-2">
        {times.map(({ startsAt, isFree, free }, place) => {
          const label = labels[place] ?? "";
          const comesTwice = labels.filter((other) => other === label).length > 1;
          const own = ownTimeText(startsAt, timeZone);
          return (
            <label
              key={startsAt}
              className={`relative grid min-h-12 min-w-18 place-items-center border border-edge px-3 py-2 text-center leading-tight tabular-nums has-checked:border-ink has-checked:bg-ink has-checked:text-paper has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-pay ${isFree ? "" : "border-dashed text-soft line-through"}`}
            >
              <input
                type="radio"
                name="time"
                value={startsAt}
                checked={startsAt === chosen?.startsAt}
                disabled={!isFree}
                onChange={() => onChoose(startsAt)}
                className="absolute inset-0 size-full cursor-pointer opacity-0 disabled:cursor-default"
              />
              <span>
                {comesTwice ? slotTimeWithOffset(startsAt, timeZone) : label}
                {own !== null && <span className="block text-xs">({own})</span>}
                {isFree && capacity > 1 && <span className="block text-xs">{free} free</span>}
                {!isFree && <span className="sr-only"> (fully booked)</span>}
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
