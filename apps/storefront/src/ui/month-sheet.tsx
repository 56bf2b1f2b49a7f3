import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { addDays, addMonths, monthOf, weeksOf } from "./calendar-days.ts";

/** What a day has to offer; days without any time are not in the map. */
export type DayState = "free" | "full";

interface MonthSheetProps {
  /** Such as 2026-06. */
  month: string;
  days: ReadonlyMap<string, DayState>;
  chosen: string | undefined;
  /** The months that can be shown. */
  first: string;
  last: string;
  onMonth(month: string): void;
  onDay(day: string): void;
}

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** A month whose days can be chosen, also with the arrow keys. */
export function MonthSheet({ month, days, chosen, first, last, onMonth, onDay }: MonthSheetProps) {
  const sheet = useRef<HTMLTableElement>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const tabStop = [focused, chosen, `${month}-01`].find((day) => day && monthOf(day) === month);
  useEffect(() => {
    // The day may have come with another month's sheet.
    if (focused !== null) sheet.current?.querySelector<HTMLElement>(`[data-day="${focused}"]`)?.focus();
  }, [focused]);

  function walk(event: KeyboardEvent, day: string): void {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = addDays(day, step);
    if (monthOf(next) < first || monthOf(next) > last) return;
    if (monthOf(next) !== month) onMonth(monthOf(next));
    setFocused(next);
  }

  return (
    <div>
      <div className="flex items-center justify-between">
        <MonthButton
          label="Month before"
          month={addMonths(month, -1)}
          isPossible={month > first}
          onMonth={onMonth}
        >
          ←
        </MonthButton>
        <p aria-live="polite" className="font-semibold">
          {new Intl.DateTimeFormat("en-IE", { month: "long", year: "numeric", timeZone: "UTC" }).format(
            new Date(`${month}-01`),
          )}
        </p>
        <MonthButton
          label="Month after"
          month={addMonths(month, 1)}
          isPossible={month < last}
          onMonth={onMonth}
        >
          →
        </MonthButton>
      </div>
      <table ref={sheet} className="w-full table-fixed border-collapse">
        <thead>
          <tr>
            {weekdays.map((name) => (
              <th key={name} scope="col" className="pb-1 text-xs font-semibold text-soft">
                <abbr title={name} className="no-underline">
                  {name.slice(0, 2)}
                </abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week) => (
            <tr key={week.find(Boolean)}>
              {week.map((day, place) => (
                <td key={weekdays[place]} className="p-0.5">
                  {day !== null && (
                    <DayButton
                      day={day}
                      state={days.get(day)}
                      isChosen={day === chosen}
                      isTabStop={day === tabStop}
                      onDay={onDay}
                      onKeyDown={walk}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function MonthButton({
  label,
  month,
  isPossible,
  onMonth,
  children,
}: {
  label: string;
  month: string;
  isPossible: boolean;
  onMonth(month: string): void;
  children: string;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      disabled={!isPossible}
      onClick={() => onMonth(month)}
      className="grid size-12 place-items-center text-xl disabled:opacity-35 hover:not-disabled:bg-sheet"
    >
      {children}
    </button>
  );
}

const looks = {
  free: "border-edge font-semibold hover:border-ink hover:bg-sheet",
  full: "border-dashed border-line text-soft line-through",
  none: "border-transparent text-soft",
};

function DayButton({
  day,
  state,
  isChosen,
  isTabStop,
  onDay,
  onKeyDown,
}: {
  day: string;
  state: DayState | undefined;
  isChosen: boolean;
  isTabStop: boolean;
  onDay(day: string): void;
  onKeyDown(event: KeyboardEvent, day: string): void;
}) {
  const name = new Intl.DateTimeFormat("en-IE", {
    weekday: "long",
    day: "numeric",
    month: "long",
    timeZone: "UTC",
  });
  const remark = state === "full" ? ", fully booked" : state === undefined ? ", not offered" : "";
  return (
    <button
      type="button"
      data-day={day}
      tabIndex={isTabStop ? 0 : -1}
      aria-pressed={isChosen}
      aria-disabled={state === undefined}
      aria-label={`${name.format(new Date(day))}${remark}`}
      onClick={() => state !== undefined && onDay(day)}
      onKeyDown={(event) => onKeyDown(event, day)}
      className={`grid h-11 w-full place-items-center border aria-disabled:cursor-default ${isChosen ? "border-ink bg-ink text-paper" : looks[state ?? "none"]}`}
    >
      {Number(day.slice(8))}
    </button>
  );
}
