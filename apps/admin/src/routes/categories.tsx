import { Button } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import classes from "../features/categories/categories.module.css";
import { CategoriesTable } from "../features/categories/categories-table.tsx";
import { whyNotCategories } from "../features/categories/category-labels.ts";
import { NewCategoryDialog } from "../features/categories/new-category-dialog.tsx";
import { trpc } from "../server/trpc.ts";
import { ActionButton } from "../ui/action-button.tsx";
import { Empty } from "../ui/empty.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";
import { SearchBox } from "../ui/search-box.tsx";
import { useRowNavigation } from "../ui/use-row-navigation.ts";

const route = getRouteApi("/console/categories");
const consoleRoute = getRouteApi("/console");

/** The categories, in the order in which customers see them. */
export function CategoriesRoute() {
  const { q } = route.useSearch();
  const { me } = consoleRoute.useRouteContext();
  const navigate = route.useNavigate();
  const list = trpc.categories.list.useQuery(undefined, { staleTime: 0 });
  const [isCreating, setCreating] = useState(false);
  const [notice, setNotice] = useState<string | null>(null);
  const disabledReason = whyNotCategories(me.role);
  const all = list.data?.categories;
  const rows = all?.filter(({ name, slug }) => q === undefined || isIn(q, `${name} ${slug}`)) ?? null;
  const search = (text: string | undefined) => void navigate({ search: { q: text }, replace: true });
  const navigation = useRowNavigation({
    count: rows?.length ?? 0,
    start: -1,
    onEnd() {},
    onOpen(index) {
      const categoryId = rows?.[index]?.id;
      if (categoryId !== undefined)
        void navigate({ to: "/categories/$categoryId", params: { categoryId }, state: { fromList: true } });
    },
  });
  return (
    <>
      <PageHead title="Categories">
        {all && <span>{all.length === 1 ? "1 category" : `${all.length} categories`}</span>}
        <ActionButton
          size="compact-sm"
          variant="filled"
          disabledReason={disabledReason}
          onPress={() => {
            setNotice(null);
            setCreating(true);
          }}
          onRefused={setNotice}
        >
          New category
        </ActionButton>
      </PageHead>
      <Notice>{notice}</Notice>
      <div className={classes.filters}>
        <SearchBox
          label="Search categories"
          placeholder="Name or address"
          value={q ?? ""}
          onChange={(text) => search(text === "" ? undefined : text)}
          onLeave={() => navigation.moveTo(0)}
        />
      </div>
      {list.isError && (
        <Problem
          title={all ? "The categories could not be refreshed" : "The categories could not be loaded"}
          error={list.error}
          onRetry={list.refetch}
        />
      )}
      {rows?.length === 0 ? (
        <NoCategories isFiltered={q !== undefined} onClear={() => search(undefined)} />
      ) : (
        !list.isLoadingError && (
          <CategoriesTable
            rows={rows}
            mayMove={disabledReason === null && q === undefined}
            navigation={navigation}
            onNotice={setNotice}
          />
        )
      )}
      {rows !== null && rows.length > 0 && (
        <p className={classes.foot}>
          {q === undefined
            ? "In the order in which customers see them. One without published products is hidden."
            : "Clear the search to change the order."}
        </p>
      )}
      {isCreating && (
        <NewCategoryDialog
          onClose={() => setCreating(false)}
          onDone={(name) => {
            setCreating(false);
            setNotice(`The category ${name} was created. Put products into it on their pages.`);
          }}
        />
      )}
    </>
  );
}

function isIn(q: string, text: string): boolean {
  return text.toLocaleLowerCase().includes(q.toLocaleLowerCase());
}

function NoCategories({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (!isFiltered)
    return (
      <Empty title="There are no categories">
        Create one with the button above, for goods that customers look for together.
      </Empty>
    );
  return (
    <Empty title="No category matches">
      The search looks at names and addresses.
      <Button size="xs" variant="default" mt="sm" display="block" onClick={onClear}>
        Show all
      </Button>
    </Empty>
  );
}
