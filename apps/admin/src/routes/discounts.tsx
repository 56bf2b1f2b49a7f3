import { discountStatuses } from "@dualtrack/contract";
import { Button } from "@mantine/core";
import { keepPreviousData } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { statusBadges, whyNotDiscounts } from "../features/discounts/discount-labels.ts";
import type { DiscountSearch } from "../features/discounts/discount-search.ts";
import { DiscountsTable } from "../features/discounts/discounts-table.tsx";
import { ImportDialog } from "../features/discounts/import-dialog.tsx";
import { trpc } from "../server/trpc.ts";
import { ActionButton } from "../ui/action-button.tsx";
import { Empty } from "../ui/empty.tsx";
import { ListFilters } from "../ui/list-filters.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";
import { useRowNavigation } from "../ui/use-row-navigation.ts";

const route = getRouteApi("/console/discounts");
const consoleRoute = getRouteApi("/console");

/** Discounts by status, with what they were used for. */
export function DiscountsRoute() {
  const { q, status } = route.useSearch();
  const { me } = consoleRoute.useRouteContext();
  const navigate = route.useNavigate();
  const list = trpc.discounts.list.useQuery(
    { q, status: status ?? "all" },
    { placeholderData: keepPreviousData, staleTime: 0 },
  );
  const [notice, setNotice] = useState<string | null>(null);
  const [isImporting, setImporting] = useState(false);
  const change = (part: DiscountSearch) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const isFiltered = q !== undefined || status !== undefined;
  const rows = list.data?.discounts ?? [];
  const navigation = useRowNavigation({
    count: rows.length,
    start: -1,
    onEnd() {},
    onOpen(index) {
      const discountId = rows[index]?.id;
      if (discountId !== undefined)
        void navigate({ to: "/discounts/$discountId", params: { discountId }, state: { fromList: true } });
    },
  });
  return (
    <>
      <PageHead title="Discounts">
        {list.data && <span>{rows.length === 1 ? "1 discount" : `${rows.length} discounts`}</span>}
        <ActionButton
          size="compact-sm"
          variant="filled"
          disabledReason={whyNotDiscounts(me.role)}
          onPress={() => void navigate({ to: "/discounts/new" })}
          onRefused={setNotice}
        >
          New discount
        </ActionButton>
        <ActionButton
          size="compact-sm"
          disabledReason={whyNotDiscounts(me.role)}
          onPress={() => setImporting(true)}
          onRefused={setNotice}
        >
          Import from Stripe
        </ActionButton>
      </PageHead>
      <Notice>{notice}</Notice>
      <ListFilters
        search={{
          label: "Search discounts",
          placeholder: "Name, or a whole code",
          value: q,
          onChange: (text) => change({ q: text }),
          onLeave: () => navigation.moveTo(0),
        }}
        states={discountStatuses.map((value) => ({ value, label: statusBadges[value].label }))}
        state={status}
        onState={(value) => change({ status: value })}
      />
      {list.isError && (
        <Problem
          title={list.data ? "The discounts could not be refreshed" : "The discounts could not be loaded"}
          error={list.error}
          onRetry={list.refetch}
        />
      )}
      {list.data && rows.length === 0 ? (
        <NoDiscounts isFiltered={isFiltered} onClear={() => change({ q: undefined, status: undefined })} />
      ) : (
        !list.isLoadingError && (
          <DiscountsTable
            rows={list.data ? rows : null}
            isStale={list.isPlaceholderData}
            navigation={navigation}
          />
        )
      )}
      {isImporting && <ImportDialog onClose={() => setImporting(false)} />}
    </>
  );
}

function NoDiscounts({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (!isFiltered)
    return (
      <Empty title="There are no discounts">
        Create one with the button above: for all carts that fit, or for customers with a code.
      </Empty>
    );
  return (
    <Empty title="No discount matches">
      The search looks at names, and finds whole codes.
      <Button size="xs" variant="default" mt="sm" display="block" onClick={onClear}>
        Show all
      </Button>
    </Empty>
  );
}
