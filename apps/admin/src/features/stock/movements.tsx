import { stockMovementKinds } from "@dualtrack/contract";
import { NativeSelect } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { readOneOf } from "../../search-params.ts";
import { type StockMovement, trpc } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Empty } from "../../ui/empty.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Section } from "../../ui/section.tsx";
import { useNow } from "../../ui/use-now.ts";
import classes from "./stock.module.css";
import { kindLabels, reasonOf, signed } from "./stock-labels.ts";
import type { MovementSearch } from "./stock-search.ts";

/** The history of a variant's stock. */
export function Movements({
  variantId,
  search: { kind },
  onChange,
}: {
  variantId: string;
  search: MovementSearch;
  onChange: (search: MovementSearch) => void;
}) {
  const now = useNow();
  const list = trpc.stock.movements.useInfiniteQuery(
    { variantId, kinds: kind && [kind], limit: 50 },
    { getNextPageParam: ({ nextCursor }) => nextCursor, placeholderData: (before) => before },
  );
  const rows = list.data?.pages.flatMap(({ movements }) => movements) ?? null;
  return (
    <Section
      title="Movements"
      aside={
        <NativeSelect
          size="xs"
          aria-label="Kind of movement"
          data={[
            { value: "", label: "All movements" },
            ...stockMovementKinds.map((value) => ({ value, label: kindLabels[value] })),
          ]}
          value={kind ?? ""}
          onChange={(event) => onChange({ kind: readOneOf(event.currentTarget.value, stockMovementKinds) })}
        />
      }
    >
      {list.isError && (
        <Problem title="The movements could not be loaded" error={list.error} onRetry={list.refetch} />
      )}
      {rows?.length === 0 && (
        <Empty title={kind === undefined ? "Nothing has moved yet" : "No such movement"}>
          {kind === undefined
            ? "Deliveries that are received are listed here."
            : "Choose another kind above."}
        </Empty>
      )}
      {!list.isLoadingError && (rows === null || rows.length > 0) && (
        <DataTable
          name="Movements"
          columns={columnsAt(now)}
          rows={rows}
          keyOf={({ id }) => id}
          isStale={list.isPlaceholderData}
        />
      )}
      <LoadMore list={list} />
    </Section>
  );
}

function columnsAt(now: number): Column<StockMovement>[] {
  return [
    { label: "What", width: 112, isMain: true, cell: ({ kind }) => kindLabels[kind] },
    {
      label: "Units",
      isNumber: true,
      width: 72,
      cell: ({ quantity }) => <strong>{signed(quantity)}</strong>,
    },
    {
      label: "Why",
      cell: (movement) => (
        <>
          {reasonOf(movement)}
          {movement.note && <span className={classes.sub}>{movement.note}</span>}
        </>
      ),
    },
    { label: "Who", width: 160, cell: ({ by }) => by ?? <span className={classes.dim}>the shop</span> },
    {
      label: "Order",
      width: 96,
      cell: ({ orderNumber }) =>
        orderNumber !== null && (
          <Link to="/orders/$number" params={{ number: orderNumber }} className={classes.link}>
            {orderNumber}
          </Link>
        ),
    },
    { label: "When", width: 104, cell: ({ at }) => <Ago at={at} now={now} /> },
  ];
}
