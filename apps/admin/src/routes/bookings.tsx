import { Button, NativeSelect, SegmentedControl } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { addDays, daysText, type LocalSpan, mondayOf } from "../calendar-days.ts";
import { todayIn } from "../features/orders/day-presets.ts";
import { BlockDialog } from "../features/resources/block-dialog.tsx";
import { BookingsList } from "../features/resources/bookings-list.tsx";
import type { Block, Session } from "../features/resources/calendar-events.ts";
import { CalendarPlaceholder } from "../features/resources/calendar-placeholder.tsx";
import { MoveBlockDialog } from "../features/resources/move-block-dialog.tsx";
import { MoveBookingDialog } from "../features/resources/move-booking-dialog.tsx";
import classes from "../features/resources/resources.module.css";
import { SessionDialog } from "../features/resources/session-dialog.tsx";
import { useChanges } from "../server/live.ts";
import { useSettings } from "../server/settings.ts";
import { type ListedBooking, type OpenTimes, trpc } from "../server/trpc.ts";
import { Notice } from "../ui/notice.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { PathLink } from "../ui/path-link.tsx";
import { Problem } from "../ui/problem.tsx";

const route = getRouteApi("/console/bookings");
const WeekCalendar = lazy(() => import("../features/resources/week-calendar.tsx"));
/** Others book, too: the page reads again when the stream says so, and now and then if it is broken. */
const fresh = { staleTime: 0, refetchInterval: 30_000, refetchOnWindowFocus: "always" } as const;

/** What is booked in a week, in a calendar or a list. A phone's calendar has one day. */
export function BookingsRoute() {
  const { week, view, room } = route.useSearch();
  const navigate = route.useNavigate();
  const { timeZone } = useSettings();
  const isNarrow = useMediaQuery("(max-width: 767px)", false, { getInitialValueInEffect: false });
  const [notice, setNotice] = useState<string | null>(null);
  const isList = view === "list";
  const today = todayIn(timeZone, new Date());
  const days = isNarrow && !isList ? 1 : 7;
  const start = (day: string) => (isList || days === 1 ? day : mondayOf(day));
  const from = start(week ?? today);
  const to = addDays(from, days - 1);
  // A calendar also shows what has begun on the evening before.
  const bookings = trpc.resources.bookings.useQuery({ from: isList ? from : addDays(from, -1), to }, fresh);
  const open = trpc.resources.openTimes.useQuery({ from, to }, fresh);
  useChanges("resource", () => Promise.all([bookings.refetch(), open.refetch()]));
  const failed = [bookings, open].find(({ isError }) => isError);
  const chosen = open.data?.resources.find(({ id }) => id === room);
  const rows = bookings.data?.bookings.filter(
    ({ resource }) => chosen === undefined || resource.id === chosen.id,
  );
  const show = (day: string) =>
    void navigate({
      search: (now) => ({ ...now, week: start(day) === start(today) ? undefined : start(day) }),
    });
  const step = days === 1 ? "Day" : "Week";
  return (
    <>
      <PageHead title="Bookings">
        <span>{daysText(from, to)}</span>
        <Button.Group>
          <Button size="compact-sm" variant="default" onClick={() => show(addDays(from, -days))}>
            {step} before
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => show(today)}
            disabled={from === start(today)}
          >
            {isList ? "From today" : days === 1 ? "Today" : "This week"}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => show(addDays(from, days))}>
            {step} after
          </Button>
        </Button.Group>
        <SegmentedControl
          size="xs"
          aria-label="Show as"
          value={isList ? "list" : "calendar"}
          data={[
            { value: "calendar", label: "Calendar" },
            { value: "list", label: "List" },
          ]}
          onChange={(value) =>
            void navigate({ search: (now) => ({ ...now, view: value === "list" ? "list" : undefined }) })
          }
        />
        {(open.data?.resources.length ?? 0) > 1 && (
          <NativeSelect
            size="xs"
            maw={220}
            aria-label="Room or person"
            value={chosen?.id ?? ""}
            data={[
              { value: "", label: "All rooms and people" },
              ...(open.data?.resources ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={({ currentTarget: { value } }) =>
              void navigate({ search: (now) => ({ ...now, room: value === "" ? undefined : value }) })
            }
          />
        )}
        <PathLink path="/resources">Rooms and people</PathLink>
      </PageHead>
      <Notice>{notice}</Notice>
      {failed && (
        <Problem
          title={
            rows && open.data ? "The bookings could not be refreshed" : "The bookings could not be loaded"
          }
          error={failed.error}
          onRetry={() => Promise.all([bookings.refetch(), open.refetch()])}
        />
      )}
      {isList
        ? !bookings.isLoadingError && <BookingsList rows={rows ?? null} timeZone={timeZone} />
        : !bookings.isLoadingError &&
          !open.isLoadingError && (
            <Suspense fallback={<CalendarPlaceholder />}>
              {rows && open.data ? (
                <BookingsCalendar
                  {...{ from, days, open: open.data, bookings: rows }}
                  resourceId={chosen?.id ?? null}
                  onNotice={setNotice}
                />
              ) : (
                <CalendarPlaceholder />
              )}
            </Suspense>
          )}
      <p className={classes.hint}>
        Times of {timeZone}.
        {!isList &&
          " Draw a time to block it. Bookings and blocks move by drag, or by a press or Enter on them."}
        {bookings.data?.isCut && " Only the first 500 bookings are shown."}
      </p>
    </>
  );
}

/** What was opened in the calendar. */
type Opened =
  | { kind: "session"; session: Session }
  | { kind: "booking"; booking: ListedBooking; movedTo: string | null }
  | { kind: "block"; block: Block; moved: LocalSpan | null }
  | { kind: "drawn"; span: LocalSpan };

function BookingsCalendar({
  onNotice,
  ...shown
}: {
  from: string;
  days: 1 | 7;
  open: OpenTimes;
  bookings: ListedBooking[];
  resourceId: string | null;
  onNotice: (notice: string | null) => void;
}) {
  const { resources, timeZone } = shown.open;
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = () => setOpened(null);
  const open = (next: Opened) => {
    onNotice(null);
    setOpened(next);
  };
  const onDone = (notice: string) => {
    close();
    onNotice(notice);
  };
  const choices = resources.filter(({ id, isArchived }) =>
    shown.resourceId === null ? !isArchived : id === shown.resourceId,
  );
  return (
    <>
      <WeekCalendar
        {...shown}
        onSession={(session, movedTo) => {
          const [booking] = session.bookings;
          open(
            movedTo !== null && booking !== undefined
              ? { kind: "booking", booking, movedTo }
              : { kind: "session", session },
          );
        }}
        onBlock={(block, moved) => open({ kind: "block", block, moved })}
        onDraw={(span) => choices.length > 0 && open({ kind: "drawn", span })}
      />
      {opened?.kind === "session" && (
        <SessionDialog
          session={opened.session}
          timeZone={timeZone}
          onMove={(booking) => setOpened({ kind: "booking", booking, movedTo: null })}
          onClose={close}
        />
      )}
      {opened?.kind === "booking" && (
        <MoveBookingDialog
          booking={opened.booking}
          movedTo={opened.movedTo}
          onDone={onDone}
          onClose={close}
        />
      )}
      {opened?.kind === "block" && (
        <MoveBlockDialog
          {...{ block: opened.block, moved: opened.moved, timeZone, onDone, onClose: close }}
          resource={resources.find(({ id }) => id === opened.block.resourceId)?.name ?? ""}
        />
      )}
      {opened?.kind === "drawn" && (
        <BlockDialog resources={choices} times={opened.span} {...{ timeZone, onDone, onClose: close }} />
      )}
    </>
  );
}
