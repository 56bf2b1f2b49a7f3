import { Anchor, Text, Title } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { CategoryEditor } from "../features/categories/category-editor.tsx";
import { productsText, whyNotCategories } from "../features/categories/category-labels.ts";
import { DeleteCategoryDialog } from "../features/categories/delete-category-dialog.tsx";
import { readUuid } from "../search-params.ts";
import { refusalOf } from "../server/refusals.ts";
import { type StaffCategory, trpc } from "../server/trpc.ts";
import { ActionButton } from "../ui/action-button.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { PageTitle } from "../ui/page-title.tsx";
import { PathLink } from "../ui/path-link.tsx";
import { Problem } from "../ui/problem.tsx";
import { useEditedVersion } from "../ui/use-edited-version.ts";

const route = getRouteApi("/console/categories/$categoryId");
const consoleRoute = getRouteApi("/console");

export function CategoryRoute() {
  const { categoryId } = route.useParams();
  const isId = readUuid(categoryId) !== undefined;
  const category = trpc.categories.get.useQuery(
    { categoryId },
    { enabled: isId, staleTime: 0, refetchOnWindowFocus: "always" },
  );
  if (!isId || refusalOf(category.error)?.code === "CATEGORY_NOT_FOUND") return <MissingCategory />;
  return (
    <>
      {category.isPending && <PageHead title="Category" />}
      {category.isError && (
        <Problem
          title={category.data ? "The category could not be refreshed" : "The category could not be loaded"}
          error={category.error}
          onRetry={category.refetch}
        />
      )}
      {category.data && (
        <Category key={categoryId} category={category.data} onRefetch={() => void category.refetch()} />
      )}
    </>
  );
}

function Category({ category: latest, onRefetch }: { category: StaffCategory; onRefetch: () => void }) {
  const { me } = consoleRoute.useRouteContext();
  const navigate = route.useNavigate();
  const utils = trpc.useUtils();
  const { base, notice, setNotice, newer, takeNewer, continueFrom } = useEditedVersion(latest);
  const [isDeleting, setDeleting] = useState(false);
  const disabledReason = whyNotCategories(me.role);
  return (
    <>
      <PageHead title={base.name}>
        <PathLink path={`/products?category=${base.id}`}>{productsText(latest.products)}</PathLink>
        <PathLink path="/categories">All categories</PathLink>
        <Anchor inherit href={`${base.shopUrl}/categories/${base.slug}`}>
          See it in the shop
        </Anchor>
        <ActionButton
          size="compact-sm"
          disabledReason={disabledReason}
          onPress={() => setDeleting(true)}
          onRefused={setNotice}
        >
          Delete
        </ActionButton>
      </PageHead>
      <Notice>{notice}</Notice>
      <CategoryEditor
        key={base.version}
        category={base}
        mayEdit={disabledReason === null}
        newer={newer}
        onTakeNewer={takeNewer}
        onSaved={(saved) => {
          utils.categories.get.setData({ categoryId: saved.id }, saved);
          void utils.categories.list.invalidate();
          continueFrom(saved, "Saved.");
        }}
        onRefused={onRefetch}
      />
      {isDeleting && (
        <DeleteCategoryDialog
          category={{ ...latest, version: base.version }}
          onClose={() => setDeleting(false)}
          onDone={() => {
            void utils.categories.list.invalidate();
            void utils.products.invalidate();
            void navigate({ to: "/categories" });
          }}
        />
      )}
    </>
  );
}

function MissingCategory() {
  return (
    <>
      <PageTitle>No such category</PageTitle>
      <Title order={1}>There is no such category</Title>
      <Text mt="sm" c="dimmed">
        It may have been deleted. <PathLink path="/categories">See all categories</PathLink>
      </Text>
    </>
  );
}
