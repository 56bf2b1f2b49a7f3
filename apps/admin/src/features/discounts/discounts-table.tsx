import { Link } from "@tanstack/react-router";
import type { ListedDiscount } from "../../server/trpc.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { Status } from "../../ui/status.tsx";
import type { RowNavigation } from "../../ui/use-row-navigation.ts";
import { ruleText, scopeText, statusBadges } from "./discount-labels.ts";
import classes from "./discounts.module.css";
import { revenueText } from "./revenue-text.ts";

/** Discounts with what they were used for; null while they are loading. */
export function DiscountsTable({
  rows,
  isStale,
  navigation,
}: {
  rows: ListedDiscount[] | null;
  isStale: boolean;
  navigation: RowNavigation;
}) {
  return (
    <DataTable
      name="Discounts"
      rows={rows}
      keyOf={({ id }) => id}
      isStale={isStale}
      placeholders={3}
      navigation={navigation}
      columns={[
        {
          label: "Discount",
          isMain: true,
          cell: ({ id, name, ...rule }) => (
            <>
              <Link to="/discounts/$discountId" params={{ discountId: id }} state={{ fromList: true }}>
                {name}
              </Link>
              <span className={classes.sub}>
                {[ruleText(rule), scopeText(rule)].filter(Boolean).join(", ")}
              </span>
            </>
          ),
        },
        { label: "Status", width: 110, cell: ({ status }) => <Status {...statusBadges[status]} /> },
        {
          label: "Applied",
          width: 130,
          cell: ({ isAutomatic, codes }) =>
            isAutomatic ? "automatically" : codes === 1 ? "by 1 code" : `by ${codes} codes`,
        },
        { label: "In checkouts", isNumber: true, width: 110, cell: ({ uses }) => uses.reserved },
        {
          label: "Orders",
          isNumber: true,
          width: 110,
          cell: ({ uses, maxUses }) =>
            maxUses === null ? uses.committed : `${uses.committed} of ${maxUses}`,
        },
        {
          label: "Revenue",
          isNumber: true,
          width: 200,
          cell: ({ revenue }) => revenueText(revenue) ?? "–",
        },
      ]}
    />
  );
}
