import { formatMoney } from "@dualtrack/contract";
import { Button, Checkbox, NativeSelect } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { EcSalesSection } from "../features/tax/ec-sales-section.tsx";
import { ReportTable } from "../features/tax/report-table.tsx";
import classes from "../features/tax/tax.module.css";
import { taxPeriods } from "../features/tax/tax-periods.ts";
import { trpc } from "../server/trpc.ts";
import { Empty } from "../ui/empty.tsx";
import { exportDisabledReason } from "../ui/export-button.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { PathLink } from "../ui/path-link.tsx";
import { Problem } from "../ui/problem.tsx";
import { useNow } from "../ui/use-now.ts";

const route = getRouteApi("/console/tax/report");
const consoleRoute = getRouteApi("/console");

/** What tax is due for a month, a quarter or a year, by country, state and rate. */
export function TaxReportRoute() {
  const { me } = consoleRoute.useRouteContext();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const periods = taxPeriods(new Date(useNow()));
  const period = search.period ?? periods[0]?.items[0]?.value ?? "";
  const report = trpc.reports.tax.useQuery({ period }, { placeholderData: (before) => before });
  const { rows, sums = [], missing = 0 } = report.data ?? {};
  const shown = search.oss ? rows?.filter(({ isOneStopShop }) => isOneStopShop) : rows;
  const mayExport = exportDisabledReason(me) === null;
  const url = `/exports/tax.csv?filter=${encodeURIComponent(JSON.stringify({ period }))}`;
  return (
    <>
      <PageHead title="Tax report">
        <PathLink path="/tax">Settings of tax</PathLink>
        {mayExport && (
          <Button component="a" href={url} download size="compact-sm" variant="default">
            Export as CSV
          </Button>
        )}
      </PageHead>
      <div className={classes.report}>
        <NativeSelect
          size="xs"
          label="Period"
          data={periods}
          value={period}
          onChange={({ currentTarget: { value } }) =>
            void navigate({ search: (before) => ({ ...before, period: value }), replace: true })
          }
        />
        <Checkbox
          size="xs"
          label="Only the one-stop shop of the European Union"
          checked={search.oss ?? false}
          onChange={({ currentTarget: { checked } }) =>
            void navigate({
              search: (before) => ({ ...before, oss: checked || undefined }),
              replace: true,
            })
          }
        />
      </div>
      {report.isError && (
        <Problem title="The report could not be loaded" error={report.error} onRetry={report.refetch} />
      )}
      {missing > 0 && (
        <p className={classes.problem}>
          {missing === 1 ? "1 order" : `${missing} orders`} of this period have no invoice and are not in the
          report. <PathLink path="/invoices">Issue them under Invoices</PathLink>
        </p>
      )}
      {!search.oss &&
        sums.map(({ currency, invoices, ...sum }) => {
          const money = (amount: number) => formatMoney({ amount, currency });
          return (
            <p key={currency} className={classes.hint}>
              {invoices === 1 ? "1 order" : `${invoices} orders`} of {money(sum.sold)} with{" "}
              {money(sum.soldTax)} of tax, and refunds of {money(sum.refunded)} with {money(sum.refundedTax)}{" "}
              of tax: {money(sum.soldTax - sum.refundedTax)} of tax in {currency.toUpperCase()}.
            </p>
          );
        })}
      {!report.isLoadingError && (shown === undefined || shown.length > 0) && (
        <ReportTable rows={shown ?? null} isStale={report.isPlaceholderData} />
      )}
      {shown?.length === 0 && (
        <Empty title="Nothing in this period">
          No order was confirmed and no refund arrived{search.oss ? " in those countries" : ""}.
        </Empty>
      )}
      <EcSalesSection period={period} mayExport={mayExport} />
    </>
  );
}
