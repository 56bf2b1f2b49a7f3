import { Button } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { ExportInvoices } from "../features/invoices/export-invoices.tsx";
import { InvoiceFilters } from "../features/invoices/invoice-filters.tsx";
import type { InvoiceSearch } from "../features/invoices/invoice-search.ts";
import { InvoiceTable } from "../features/invoices/invoice-table.tsx";
import classes from "../features/invoices/invoices.module.css";
import { errorMessage } from "../messages.ts";
import { trpc } from "../server/trpc.ts";
import { Empty } from "../ui/empty.tsx";
import { LoadMore } from "../ui/load-more.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";
import { useNow } from "../ui/use-now.ts";

const route = getRouteApi("/console/invoices");
const consoleRoute = getRouteApi("/console");

/** What was issued: invoices, credit notes, and reversals of those. */
export function InvoicesRoute() {
  const { me } = consoleRoute.useRouteContext();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const now = useNow();
  const change = (part: InvoiceSearch) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const list = trpc.invoices.list.useInfiniteQuery(
    { ...search, limit: 50 },
    { getNextPageParam: ({ nextCursor }) => nextCursor, placeholderData: (before) => before },
  );
  const rows = list.data?.pages.flatMap(({ invoices }) => invoices) ?? null;
  const isFiltered = Object.values(search).some((value) => value !== undefined);
  return (
    <>
      <PageHead title="Invoices">
        <ExportInvoices search={search} me={me} />
      </PageHead>
      <Missing count={list.data?.pages[0]?.missing ?? 0} mayIssue={me.role !== "support"} />
      <InvoiceFilters search={search} onChange={change} />
      {list.isError && !list.isFetchNextPageError && (
        <Problem title="The invoices could not be loaded" error={list.error} onRetry={list.refetch} />
      )}
      {!list.isLoadingError && (rows === null || rows.length > 0) && (
        <InvoiceTable rows={rows} now={now} isStale={list.isPlaceholderData} />
      )}
      {rows?.length === 0 && (
        <Empty title={isFiltered ? "No document matches" : "No invoices yet"}>
          {isFiltered
            ? "Remove a filter, or look at more days."
            : "An order has its invoice the moment it is paid."}
        </Empty>
      )}
      <LoadMore list={list} />
    </>
  );
}

/** Orders from before the shop issued invoices. */
function Missing({ count, mayIssue }: { count: number; mayIssue: boolean }) {
  const utils = trpc.useUtils();
  const [notice, setNotice] = useState<string | null>(null);
  const issue = trpc.invoices.issueMissing.useMutation({
    async onSuccess() {
      setNotice("They are being issued, the oldest order's first. This list shows them as they come.");
      await utils.invoices.invalidate();
    },
    onError: (error) => setNotice(errorMessage(error)),
  });
  return (
    <>
      <Notice>{notice}</Notice>
      {count > 0 && (
        <div className={classes.missing}>
          <p>
            {count === 1 ? "1 confirmed order has" : `${count} confirmed orders have`} no invoice, from before
            the shop issued them. Issue them only if they were not invoiced elsewhere: they get today's date.
          </p>
          {mayIssue && (
            <Button size="xs" variant="default" loading={issue.isPending} onClick={() => issue.mutate()}>
              Issue {count === 1 ? "it" : "them"}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
