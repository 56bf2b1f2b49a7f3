import { formatMoney } from "@dualtrack/contract";
import { Button } from "@mantine/core";
import { type EcSalesRow, trpc } from "../../server/trpc.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Section } from "../../ui/section.tsx";
import classes from "./tax.module.css";

/** What businesses in other countries of the EU have bought without VAT in a period, as the recapitulative statement asks for it. */
export function EcSalesSection({ period, mayExport }: { period: string; mayExport: boolean }) {
  const list = trpc.reports.ecSales.useQuery({ period }, { placeholderData: (before) => before });
  const { rows, sums = [] } = list.data ?? {};
  const url = `/exports/ec-sales.csv?filter=${encodeURIComponent(JSON.stringify({ period }))}`;
  return (
    <Section
      title="EC sales list"
      aside={
        mayExport && (
          <Button component="a" href={url} download size="compact-xs" variant="default">
            Export the EC sales list as CSV
          </Button>
        )
      }
    >
      {list.isError && (
        <Problem title="The list could not be loaded" error={list.error} onRetry={list.refetch} />
      )}
      {rows?.length === 0 && (
        <p className={classes.hint}>
          Nothing was sold to a business in another country of the European Union without VAT in this period.
        </p>
      )}
      {sums.map(({ currency, isConverted, net }) => (
        <p key={`${currency} ${isConverted}`} className={isConverted ? classes.hint : classes.problem}>
          {isConverted
            ? `Supplies of ${formatMoney({ amount: net, currency })} without VAT, less what was refunded, at the exchange rate of each order.`
            : `Supplies of ${formatMoney({ amount: net, currency })} are not in that sum, as no exchange rate was known: convert them at the authority’s rate.`}
        </p>
      ))}
      {!list.isLoadingError && rows?.length !== 0 && (
        <DataTable
          name="EC sales list"
          columns={columns}
          rows={rows ?? null}
          keyOf={({ vatId, supply, currency, isConverted }) =>
            `${vatId} ${supply} ${currency} ${isConverted}`
          }
          isStale={list.isPlaceholderData}
          placeholders={2}
        />
      )}
    </Section>
  );
}

const amount = (label: string, read: (row: EcSalesRow) => number): Column<EcSalesRow> => ({
  label,
  isNumber: true,
  width: 130,
  cell: (row) => formatMoney({ amount: read(row), currency: row.currency }),
});

const columns: Column<EcSalesRow>[] = [
  { label: "VAT id", isMain: true, width: 160, cell: ({ vatId }) => vatId || "Not known" },
  { label: "Business", cell: ({ company }) => company },
  { label: "Supply", width: 90, cell: ({ supply }) => (supply === "goods" ? "Goods" : "Services") },
  { label: "Documents", isNumber: true, width: 100, cell: ({ documents }) => documents },
  amount("Sold, net", ({ sold }) => sold),
  amount("Refunded, net", ({ refunded }) => refunded),
  amount("Supplies", ({ sold, refunded }) => sold - refunded),
];
