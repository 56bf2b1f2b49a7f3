import { Anchor } from "@mantine/core";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { type ListedDiscountCode, type StaffDiscount, trpc } from "../../server/trpc.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { Ago } from "../../ui/ago.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Problem } from "../../ui/problem.tsx";
import { SearchBox } from "../../ui/search-box.tsx";
import { Section } from "../../ui/section.tsx";
import { useNow } from "../../ui/use-now.ts";
import { AddCodeDialog } from "./add-code-dialog.tsx";
import classes from "./discounts.module.css";
import { GenerateCodesDialog } from "./generate-codes-dialog.tsx";

/** The codes that lead to a discount. */
export function CodesSection({
  discount,
  disabledReason,
  q,
  onSearch,
  onNotice,
}: {
  discount: StaffDiscount;
  disabledReason: string | null;
  q: string | undefined;
  onSearch: (q: string | undefined) => void;
  onNotice: (notice: string) => void;
}) {
  const { id: discountId, codes: count } = discount;
  const now = useNow();
  const utils = trpc.useUtils();
  const [dialog, setDialog] = useState<"add" | "generate" | null>(null);
  const list = trpc.discounts.codes.useInfiniteQuery(
    { discountId, q, limit: 20 },
    {
      getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
      placeholderData: keepPreviousData,
      staleTime: 0,
    },
  );
  const rows = list.data?.pages.flatMap((page) => page.codes) ?? [];
  const end = {
    onClose: () => setDialog(null),
    onDone: (notice: string) => {
      setDialog(null);
      onNotice(notice);
      void utils.discounts.invalidate();
    },
  };
  return (
    <Section title={count === 1 ? "1 code" : `${count} codes`} id="codes">
      <div className={classes.filters}>
        <SearchBox
          label="Search codes"
          placeholder="Part of a code"
          value={q ?? ""}
          onChange={(text) => onSearch(text === "" ? undefined : text)}
        />
        <ActionButton
          size="compact-sm"
          disabledReason={disabledReason}
          onPress={() => setDialog("add")}
          onRefused={onNotice}
        >
          Add a code
        </ActionButton>
        <ActionButton
          size="compact-sm"
          disabledReason={disabledReason}
          onPress={() => setDialog("generate")}
          onRefused={onNotice}
        >
          Generate codes
        </ActionButton>
        {disabledReason === null && count > 0 && (
          <Anchor
            size="sm"
            href={`/exports/discount-codes.csv?filter=${encodeURIComponent(JSON.stringify({ discountId, q }))}`}
            download
          >
            Export as CSV
          </Anchor>
        )}
      </div>
      {list.isError && (
        <Problem title="The codes could not be loaded" error={list.error} onRetry={list.refetch} />
      )}
      {list.data && rows.length === 0 ? (
        <p className={classes.hint}>
          {q === undefined
            ? "No code yet: add or generate some, so that customers can use this discount."
            : "No code has this in it."}
        </p>
      ) : (
        !list.isLoadingError && (
          <DataTable
            name="Codes"
            rows={list.data ? rows : null}
            keyOf={({ id }) => id}
            placeholders={3}
            isStale={list.isPlaceholderData}
            columns={[
              { label: "Code", isMain: true, cell: (code: ListedDiscountCode) => <Code code={code.code} /> },
              {
                label: "Uses",
                isNumber: true,
                width: 120,
                cell: ({ uses, maxUses }) => (maxUses === null ? uses : `${uses} of ${maxUses}`),
              },
              { label: "Added", width: 140, cell: ({ createdAt }) => <Ago at={createdAt} now={now} /> },
            ]}
          />
        )
      )}
      <LoadMore list={list} />
      {dialog === "add" && <AddCodeDialog discountId={discountId} {...end} />}
      {dialog === "generate" && <GenerateCodesDialog discountId={discountId} {...end} />}
    </Section>
  );
}

function Code({ code }: { code: string }) {
  return (
    <>
      <span className={classes.code}>{code}</span> <CopyButton text={code} label={`Copy ${code}`} />
    </>
  );
}
