import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { errorMessage, formatDay } from "../../messages.ts";
import { type CartView, type SlotsView, trpc, type VariantView } from "../../server/trpc.ts";
import {
  durationText,
  ownTimeText,
  placeOf,
  slotText,
  slotTime,
  slotTimeWithOffset,
} from "../../slot-texts.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Stepper } from "../../ui/stepper.tsx";
import { monthOf } from "./calendar-days.ts";
import { type DayState, MonthSheet } from "./month-sheet.tsx";

interface BookTimeProps {
  variant: VariantView;
  opensAt: string | null;
  cart: CartView | undefined;
}

type Slot = SlotsView["slots"][number];

/** Chooses a day and a time of a service, from the month of the next free one on, and puts it into the cart. What others take meanwhile goes while somebody looks. */
export function BookTime({ variant, opensAt, cart }: BookTimeProps) {
  const [month, setMonth] = useState<string | null>(null);
  const [isOpened, setIsOpened] = useState(false);
  const [day, setDay] = useState<string | null>(null);
  const [startsAt, setStartsAt] = useState<string | null>(null);
  const [quantity, setQuantity] = useState(1);
  const slots = trpc.catalog.slots.useQuery(
    { variantId: variant.id, quantity, ...(month !== null && { from: `${month}-01` }) },
    { refetchInterval: 10_000, refetchOnWindowFocus: "always", placeholderData: keepPreviousData },
  );
  // Once: a calendar that somebody looks at does not turn its own pages.
  if (!isOpened && slots.data) {
    setIsOpened(true);
    const { today, next } = slots.data;
    if (next !== null && monthOf(next.day) !== monthOf(today)) setMonth(monthOf(next.day));
  }
  if (variant.availability === "upcoming")
    return (
      <Button className="mt-6 w-full" disabled>
        {opensAt ? `To book from ${formatDay(opensAt)}` : "Not to be booked yet"}
      </Button>
    );
  if (!slots.data)
    return slots.error ? (
      <div className="mt-6">
        <Notice
          variant="bad"
          title="The times did not load"
          actions={<Button onClick={() => void slots.refetch()}>Try again</Button>}
        >
          {errorMessage(slots.error)}
        </Notice>
      </div>
    ) : (
      <div className="skeleton mt-6 h-96 w-full" role="status" aria-label="The times are loading" />
    );

  const { today, lastDay, next, timeZone } = slots.data;
  const shownMonth = month ?? monthOf(today);
  const days = daysOf(slots.data.slots.filter((slot) => monthOf(slot.day) === shownMonth));
  const firstFree = [...days].find(([_, state]) => state === "free")?.[0];
  const chosenDay = day !== null && days.has(day) ? day : firstFree;
  const times = slots.data.slots.filter((slot) => slot.day === chosenDay);
  const chosen = times.find((slot) => slot.startsAt === startsAt);
  const show = (target: { day: string; startsAt: string }) => {
    setMonth(monthOf(target.day));
    setDay(target.day);
    setStartsAt(target.startsAt);
  };
  return (
    <div className="mt-6 border-y border-ink py-4">
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
        onMonth={setMonth}
        onDay={(chosen) => {
          setDay(chosen);
          setStartsAt(null);
        }}
      />
      <div aria-live="polite">
        {firstFree === undefined && !slots.isPlaceholderData && (
          <p className="mt-4">
            {next === null ? (
              <strong>
                Everything is booked until {slotText(`${lastDay}T12:00:00Z`, "UTC").split(",")[0]}.
              </strong>
            ) : (
              <>
                Nothing is free in this month. The next free time is{" "}
                <button
                  type="button"
                  className="min-h-6 font-semibold underline underline-offset-4"
                  onClick={() => show(next)}
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
          onChoose={setStartsAt}
        />
      )}
      {slots.data.capacity > 1 && (
        <div className="mt-4 flex items-center gap-4">
          <span className="text-sm font-semibold">Places</span>
          <Stepper
            label="Places"
            value={quantity}
            max={Math.min(slots.data.capacity, variant.maxQuantity)}
            onChange={setQuantity}
          />
        </div>
      )}
      <AddTime
        variant={variant}
        chosen={chosen}
        quantity={quantity}
        timeZone={timeZone}
        cart={cart}
        onAdded={() => setStartsAt(null)}
      />
      {slots.error && <p className="mt-2 text-sm text-bad">The times could not be refreshed.</p>}
    </div>
  );
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
      <legend className="mb-2 text-sm font-semibold">
        {slotText(times[0]?.startsAt ?? "", timeZone)
          .split(",")
          .slice(0, -1)
          .join(",")}
      </legend>
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

function AddTime({
  variant,
  chosen,
  quantity,
  timeZone,
  cart,
  onAdded,
}: {
  variant: VariantView;
  chosen: Slot | undefined;
  quantity: number;
  timeZone: string;
  cart: CartView | undefined;
  onAdded(): void;
}) {
  const utils = trpc.useUtils();
  const add = trpc.cart.add.useMutation({
    scope: { id: "cart" },
    onSuccess: (after) => {
      utils.cart.get.setData(undefined, after);
      onAdded();
    },
    onError: () => utils.catalog.slots.invalidate(),
  });
  const inCart = cart?.lines.filter((line) => line.variantId === variant.id) ?? [];
  const isTaken = chosen !== undefined && !chosen.isFree;
  return (
    <div className="mt-4 grid gap-3">
      <Button
        className="w-full"
        disabled={chosen === undefined || isTaken}
        aria-disabled={add.isPending}
        onClick={() =>
          chosen !== undefined &&
          !add.isPending &&
          add.mutate({ variantId: variant.id, startsAt: chosen.startsAt, quantity })
        }
      >
        {add.isPending
          ? "Adding…"
          : isTaken
            ? "Someone was faster: choose another time"
            : chosen === undefined
              ? "Choose a time"
              : `Add ${slotText(chosen.startsAt, timeZone)}`}
      </Button>
      {add.error && (
        <Notice variant="bad" title="Not added">
          {errorMessage(add.error)}
        </Notice>
      )}
      <div role="status">
        {inCart.length > 0 && (
          <div className="flex animate-arrive flex-wrap items-center justify-between gap-x-6 gap-y-2 border-l-4 border-good bg-good-wash py-1 pr-2 pl-4">
            <p>
              In your cart:{" "}
              {inCart.map((line) => line.startsAt && slotText(line.startsAt, timeZone)).join("; ")}
            </p>
            <ButtonLink to="/cart" variant="quiet">
              Go to cart
            </ButtonLink>
          </div>
        )}
      </div>
    </div>
  );
}
