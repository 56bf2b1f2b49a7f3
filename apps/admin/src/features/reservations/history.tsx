import { reservationStates } from "@dualtrack/contract";
import { NativeSelect } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { readOneOf } from "../../search-params.ts";
import { useSettings } from "../../server/settings.ts";
import { type EndedReservation, trpc } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { DayField } from "../../ui/day-field.tsx";
import { Empty } from "../../ui/empty.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Problem } from "../../ui/problem.tsx";
import { SearchBox } from "../../ui/search-box.tsx";
import { Status } from "../../ui/status.tsx";
import { useNow } from "../../ui/use-now.ts";
import { heldTimeText, reservationBadges } from "./reservation-badges.ts";
import type { ReservationSearch } from "./reservation-search.ts";
import classes from "./reservations.module.css";

interface HistoryProps {
  search: ReservationSearch;
  onChange: (part: ReservationSearch) => void;
}

/** Reservations that are over: sold, released or expired. */
export function History({ search, onChange }: HistoryProps) {
  const { q, state, from, to } = search;
  const now = useNow();
  const { timeZone } = useSettings();
  const list = trpc.reservations.history.useInfiniteQuery(
    { q, states: state && [state], from, to, limit: 50 },
    { getNextPageParam: ({ nextCursor }) => nextCursor, placeholderData: (before) => before },
  );
  const rows = list.data?.pages.flatMap(({ reservations }) => reservations) ?? null;
  const isFiltered = [q, state, from, to].some((value) => value !== undefined);
  return (
    <>
      <HistoryFilters search={search} onChange={onChange} />
      {list.isError && !list.isFetchNextPageError && (
        <Problem title="The history could not be loaded" error={list.error} onRetry={list.refetch} />
      )}
      {!list.isLoadingError && (rows === null || rows.length > 0) && (
        <DataTable
          name="Ended reservations"
          columns={columnsAt(now, timeZone)}
          rows={rows}
          keyOf={({ id }) => id}
          isStale={list.isPlaceholderData}
        />
      )}
      {rows?.length === 0 && (
        <Empty title={isFiltered ? "No reservation matches" : "No reservation has ended yet"}>
          {isFiltered
            ? "Choose another state or more days, or empty the search."
            : "A reservation appears here when it was sold, released, or has expired."}
        </Empty>
      )}
      <LoadMore list={list} />
    </>
  );
}

function HistoryFilters({ search, onChange }: HistoryProps) {
  return (
    <fieldset className={classes.filters} aria-label="Filters">
      <SearchBox
        label="Search by product or checkout"
        placeholder="Product, SKU or CO-…"
        value={search.q ?? ""}
        onChange={(q) => onChange({ q: q === "" ? undefined : q })}
      />
      <NativeSelect
        size="xs"
        aria-label="State"
        data={[
          { value: "", label: "All states" },
          ...reservationStates
            .filter((state) => state !== "held")
            .map((value) => ({ value, label: reservationBadges[value].label })),
        ]}
        value={search.state ?? ""}
        onChange={(event) => onChange({ state: readOneOf(event.currentTarget.value, reservationStates) })}
      />
      {(["from", "to"] as const).map((end) => (
        <DayField
          key={end}
          leftSection={end === "from" ? "From" : "To"}
          leftSectionWidth={48}
          aria-label={end === "from" ? "Ended from" : "Ended until"}
          value={search[end]}
          onChange={(day) => onChange({ [end]: day })}
        />
      ))}
    </fieldset>
  );
}

function columnsAt(now: number, timeZone: string): Column<EndedReservation>[] {
  return [
    {
      label: "Product",
      isMain: true,
      cell: ({ variantId, title, sku, time }) =>
        time === null ? (
          <>
            <Link to="/stock/$variantId" params={{ variantId }} className={classes.link}>
              {title}
            </Link>
            <span className={classes.sub}>{sku}</span>
          </>
        ) : (
          <>
            {title}
            <span className={classes.sub}>{heldTimeText(time, timeZone)}</span>
          </>
        ),
    },
    { label: "Units", isNumber: true, width: 56, cell: ({ quantity }) => quantity },
    { label: "State", width: 104, cell: ({ state }) => <Status {...reservationBadges[state]} /> },
    { label: "Ended", width: 104, cell: ({ endedAt }) => <Ago at={endedAt} now={now} /> },
    {
      label: "Customer",
      cell: ({ customer, name }) => (
        <span>
          {customer.email ?? customer.name ?? "Not known"}
          <span className={classes.sub}>{name}</span>
        </span>
      ),
    },
    {
      label: "Ended by",
      cell: ({ ended, state }) =>
        ended === null ? (
          <span className={classes.dim}>{endedByItself[state]}</span>
        ) : (
          <span>
            {ended.by}
            <span className={classes.sub}>{ended.reason}</span>
          </span>
        ),
    },
    {
      label: "Order",
      width: 88,
      cell: ({ orderNumber }) =>
        orderNumber !== null && (
          <Link to="/orders/$number" params={{ number: orderNumber }} className={classes.link}>
            {orderNumber}
          </Link>
        ),
    },
  ];
}

const endedByItself: Record<EndedReservation["state"], string> = {
  held: "",
  committed: "the payment",
  released: "its customer or the shop",
  expired: "its time",
};
