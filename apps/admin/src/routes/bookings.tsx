import { Button } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { todayIn } from "../features/orders/day-presets.ts";
import classes from "../features/resources/resources.module.css";
import { useSettings } from "../server/settings.ts";
import { type ListedBooking, trpc } from "../server/trpc.ts";
import { shopSpan, shopTime } from "../shop-time.ts";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { Empty } from "../ui/empty.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { PathLink } from "../ui/path-link.tsx";
import { Problem } from "../ui/problem.tsx";
import { useRowNavigation } from "../ui/use-row-navigation.ts";

const route = getRouteApi("/console/bookings");

/** The day so many days later, such as 2026-06-10. */
function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 24 * 60 * 60_000).toISOString().slice(0, 10);
}

/** What is booked in seven days, from today or another day on. */
export function BookingsRoute() {
  const { week } = route.useSearch();
  const navigate = route.useNavigate();
  const { timeZone } = useSettings();
  const today = todayIn(timeZone, new Date());
  const from = week ?? today;
  const list = trpc.resources.bookings.useQuery(
    { from, to: addDays(from, 6) },
    { staleTime: 0, refetchInterval: 30_000, refetchOnWindowFocus: "always" },
  );
  const rows = list.data?.bookings ?? null;
  const navigation = useRowNavigation({
    count: rows?.length ?? 0,
    start: -1,
    onEnd() {},
    onOpen(index) {
      const number = rows?.[index]?.orderNumber;
      if (number != null)
        void navigate({ to: "/orders/$number", params: { number }, state: { fromList: true } });
    },
  });
  const show = (day: string) => void navigate({ search: { week: day === today ? undefined : day } });
  const columns: Column<ListedBooking>[] = [
    { label: "When", isMain: true, cell: ({ startsAt, endsAt }) => shopSpan(startsAt, endsAt, timeZone) },
    {
      label: "Room or person",
      cell: ({ resource }) => (
        <Link to="/resources/$resourceId" params={{ resourceId: resource.id }}>
          {resource.name}
        </Link>
      ),
    },
    { label: "What", cell: ({ title, quantity }) => (quantity === 1 ? title : `${quantity} × ${title}`) },
    {
      label: "Customer",
      cell: ({ customer: { name, email, phone } }) =>
        [name ?? email ?? "at the checkout", phone].filter(Boolean).join(", "),
    },
    {
      label: "Order",
      width: 120,
      cell: ({ orderNumber, state }) =>
        orderNumber === null ? (
          "not paid yet"
        ) : (
          <Link to="/orders/$number" params={{ number: orderNumber }} state={{ fromList: true }}>
            {state === "held" ? `${orderNumber}, not paid yet` : orderNumber}
          </Link>
        ),
    },
  ];
  const last = shopTime(`${addDays(from, 6)}T12:00:00Z`, "UTC")
    .split(", ")
    .slice(0, -1)
    .join(", ");
  return (
    <>
      <PageHead title="Bookings">
        <span>until {last}</span>
        <Button size="compact-sm" variant="default" onClick={() => show(addDays(from, -7))}>
          Week before
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => show(today)} disabled={from === today}>
          From today
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => show(addDays(from, 7))}>
          Week after
        </Button>
        <PathLink path="/resources">Rooms and people</PathLink>
      </PageHead>
      {list.isError && (
        <Problem
          title={rows ? "The bookings could not be refreshed" : "The bookings could not be loaded"}
          error={list.error}
          onRetry={list.refetch}
        />
      )}
      {rows?.length === 0 ? (
        <Empty title="Nothing is booked in these seven days">
          What is held at a checkout stands here, too.
        </Empty>
      ) : (
        !list.isLoadingError && (
          <DataTable
            name="Bookings"
            columns={columns}
            rows={rows}
            keyOf={({ id }) => id}
            placeholders={4}
            navigation={navigation}
          />
        )
      )}
      <p className={classes.hint}>
        Times of {timeZone}.{list.data?.isCut && " Only the first 500 are shown."}
      </p>
    </>
  );
}
