import { formatMoney } from "@dualtrack/contract";
import { categoryTexts } from "../../payout-texts.ts";
import type { PayoutTransaction } from "../../server/trpc.ts";
import { trpc } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { CopyId } from "../../ui/copy-id.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Empty } from "../../ui/empty.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { PathLink } from "../../ui/path-link.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Section } from "../../ui/section.tsx";
import { Status } from "../../ui/status.tsx";
import classes from "./payouts.module.css";

/** What a payout consists of, with the orders. */
export function PayoutTransactions({ payoutId, now }: { payoutId: string; now: number }) {
  const list = trpc.payouts.transactions.useInfiniteQuery(
    { payoutId, limit: 50 },
    { getNextPageParam: ({ nextCursor }) => nextCursor },
  );
  const rows = list.data?.pages.flatMap(({ transactions }) => transactions) ?? null;
  return (
    <Section title="What it consists of">
      {list.isError && !list.isFetchNextPageError && (
        <Problem title="The transactions could not be loaded" error={list.error} onRetry={list.refetch} />
      )}
      {rows?.length === 0 && <Empty title="Nothing is known of it yet" />}
      {!list.isLoadingError && rows?.length !== 0 && (
        <DataTable
          name="Transactions"
          columns={columnsAt(now)}
          rows={rows}
          keyOf={({ id }) => id}
          placeholders={3}
        />
      )}
      <LoadMore list={list} />
    </Section>
  );
}

function columnsAt(now: number): Column<PayoutTransaction>[] {
  return [
    {
      label: "What",
      isMain: true,
      cell: ({ category, order, isUnmatched }) => (
        <span>
          {categoryTexts[category]}
          {order !== null && (
            <>
              {" of "}
              <PathLink path={`/orders/${order}`}>{order}</PathLink>
            </>
          )}
          {isUnmatched && (
            <span className={classes.sub}>
              <Status tone="bad" label="Not in the books" />
            </span>
          )}
        </span>
      ),
    },
    { label: "When", width: 110, cell: ({ createdAt }) => <Ago at={createdAt} now={now} /> },
    { label: "Amount", isNumber: true, width: 120, cell: ({ amount }) => formatMoney(amount) },
    { label: "Fee", isNumber: true, width: 100, cell: ({ fee }) => formatMoney(fee) },
    { label: "Net", isNumber: true, width: 120, cell: ({ net }) => formatMoney(net) },
    { label: "At Stripe", width: 230, cell: ({ sourceId, id }) => <CopyId id={sourceId ?? id} /> },
  ];
}
