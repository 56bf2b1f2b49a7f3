import Calendar, {
  type CalendarRef,
  type EventApi,
  type EventClickInfo,
  type EventInput,
} from "@fullcalendar/react";
import interaction from "@fullcalendar/react/interaction";
import theme from "@fullcalendar/react/themes/classic";
import timeGrid from "@fullcalendar/react/timegrid";
import { useEffect, useRef } from "react";
import type { ListedBooking, OpenTimes } from "../../server/trpc.ts";
import "@fullcalendar/react/skeleton.css";
import "@fullcalendar/react/themes/classic/theme.css";
import { addDays, type LocalSpan } from "../../calendar-days.ts";
import { localTimeOf, repeatedOffset } from "../../shop-time.ts";
import { type Block, customersText, isMovable, type Session, sessionsOf } from "./calendar-events.ts";
import classes from "./week-calendar.module.css";

interface WeekCalendarProps {
  from: string;
  days: 1 | 7;
  open: OpenTimes;
  bookings: readonly ListedBooking[];
  /** Null: all rooms and people. */
  resourceId: string | null;
  /** `movedTo`: where it was dragged to. */
  onSession(session: Session, movedTo: string | null): void;
  /** `moved`: where it was dragged to. */
  onBlock(block: Block, moved: LocalSpan | null): void;
  /** A time was drawn. */
  onDraw(span: LocalSpan): void;
}

/** Seven days or one, on the clocks of the shop. What is dragged goes back at once: the page asks first, and then shows what is stored. */
export default function WeekCalendar(props: WeekCalendarProps) {
  const { from, days, open, onSession, onBlock, onDraw } = props;
  const { timeZone } = open;
  const calendar = useRef<CalendarRef>(null);
  useEffect(() => {
    // React may be rendering it: FullCalendar refuses to be changed then.
    queueMicrotask(() =>
      calendar.current?.getApi().changeView(days === 7 ? "timeGridWeek" : "timeGridDay", from),
    );
  }, [from, days]);

  const moved = ({ event, revert }: { event: EventApi; revert(): void }) => {
    const { session, block } = event.extendedProps as Shown;
    const [from, to] = [event.startStr.slice(0, 16), event.endStr.slice(0, 16)];
    revert();
    if (session !== undefined) onSession(session, from);
    if (block !== undefined) onBlock(block, { from, to });
  };
  return (
    <div className={classes.calendar}>
      <Calendar
        ref={calendar}
        plugins={[timeGrid, interaction, theme]}
        initialView={days === 7 ? "timeGridWeek" : "timeGridDay"}
        initialDate={from}
        timeZone={timeZone}
        locale="en-IE"
        firstDay={1}
        headerToolbar={false}
        height="100%"
        nowIndicator
        allDayText="Days"
        slotEventOverlap={false}
        scrollTime={firstHour(open)}
        // What is grabbed snaps to whole rows: finer snaps than rows would move it by one when it is grabbed in a row's upper half.
        slotDuration="00:15:00"
        slotHeaderInterval="01:00:00"
        slotHeaderInnerClass={classes.hour}
        slotHeaderFormat={{ hour: "2-digit", minute: "2-digit", hour12: false }}
        eventTimeFormat={{ hour: "2-digit", minute: "2-digit", hour12: false }}
        dayHeaderFormat={{ weekday: "short", day: "numeric", month: "short" }}
        eventInteractive
        events={eventsOf(props)}
        displayEventEnd={false}
        eventContent={({ timeText, event }) => {
          const { aside = "", session, block } = event.extendedProps as Shown;
          const startsAt = session?.startsAt ?? block?.startsAt;
          // Both hours of a repeated one are in the same rows.
          const offset = startsAt === undefined ? null : repeatedOffset(startsAt, timeZone);
          const time = [timeText, offset].filter(Boolean).join(" ");
          return (
            <div className={classes.text} title={[time, event.title, aside].join(" ")}>
              {time} <strong>{event.title}</strong> {aside}
            </div>
          );
        }}
        eventClick={({ event }: EventClickInfo) => {
          const { session, block } = event.extendedProps as Shown;
          if (session !== undefined) onSession(session, null);
          if (block !== undefined) onBlock(block, null);
        }}
        eventDrop={moved}
        eventResize={moved}
        selectable
        selectMirror
        unselectAuto
        select={({ startStr, endStr, allDay, view }) => {
          view.calendar.unselect();
          const local = (text: string) => (allDay ? `${text}T00:00` : text.slice(0, 16));
          onDraw({ from: local(startStr), to: local(endStr) });
        }}
      />
    </div>
  );
}

/** What an event stands for; neither: it only shows something. */
interface Shown {
  session?: Session;
  block?: Block;
  /** What stands beside the title. */
  aside?: string;
}

function eventsOf({ open, bookings, resourceId, from, days }: WeekCalendarProps): EventInput[] {
  const isShown = (id: string) => resourceId === null || id === resourceId;
  const nameOf = (id: string) =>
    resourceId === null ? (open.resources.find((resource) => resource.id === id)?.name ?? "") : "";
  const openTimes = open.resources.filter(({ id }) => isShown(id)).flatMap((resource) => resource.openTimes);
  const closed: EventInput[] =
    openTimes.length === 0
      ? [
          {
            id: "closed",
            start: from,
            end: addDays(from, days),
            display: "background",
            className: classes.closed,
          },
        ]
      : openTimes.map((time, place) => ({
          ...{ id: `open ${place}`, groupId: "open", start: time.from, end: time.until },
          ...{ display: "inverse-background", className: classes.closed },
        }));
  return [
    ...closed,
    ...open.exceptions.map(({ from: first, to, name, isClosed }) => ({
      id: `exception ${first}`,
      title: isClosed ? `${name}: closed` : `${name}: other hours`,
      ...{
        start: first,
        end: addDays(to, 1),
        allDay: true,
        interactive: false,
        className: classes.exception,
      },
    })),
    ...open.blocks
      .filter((block) => isShown(block.resourceId))
      .map((block) => ({
        ...{ id: block.id, start: block.startsAt, end: block.endsAt, editable: true },
        title: block.reason === "" ? "Blocked" : block.reason,
        className: classes.block,
        extendedProps: { block, aside: nameOf(block.resourceId) },
      })),
    ...sessionsOf(bookings.filter(({ resource }) => isShown(resource.id))).map((session) => ({
      ...{ id: session.id, start: session.startsAt, end: session.endsAt },
      title: customersText(session),
      className: session.isHeld ? classes.held : session.isNoShow ? classes.missed : classes.confirmed,
      startEditable: isMovable(session, new Date()),
      extendedProps: {
        session,
        aside: [...(resourceId === null ? [session.resource.name] : []), session.title].join(" · "),
      },
    })),
  ];
}

/** An hour before the first opening of these days, such as 08:00:00. */
function firstHour({ resources, timeZone }: OpenTimes): string {
  const hours = resources
    .flatMap(({ openTimes }) => openTimes)
    .map(({ from }) => Number(localTimeOf(from, timeZone).slice(11, 13)));
  const first = hours.length === 0 ? 9 : Math.min(...hours);
  return `${String(Math.max(0, first - 1)).padStart(2, "0")}:00:00`;
}
