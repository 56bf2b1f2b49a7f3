import { useParams } from "@tanstack/react-router";
import { CatalogProducts } from "../features/catalog/catalog-products.tsx";
import { CategoryNav } from "../features/catalog/category-nav.tsx";
import { refusedWith } from "../server/refusals.ts";
import { trpc } from "../server/trpc.ts";
import { ButtonLink } from "../ui/button.tsx";
import { Page } from "../ui/page.tsx";
import { Problem } from "../ui/problem.tsx";

/** The products of one category. */
export function CategoryRoute() {
  const { slug } = useParams({ from: "/categories/$slug" });
  return <Category key={slug} slug={slug} />;
}

function Category({ slug }: { slug: string }) {
  const catalog = trpc.catalog.list.useQuery({ category: slug }, { refetchInterval: 60_000 });
  const { data: list } = trpc.catalog.categories.useQuery(undefined, { staleTime: 60_000 });
  const { category } = catalog.data ?? {};
  if (refusedWith(catalog.error, "CATEGORY_NOT_FOUND"))
    return (
      <Problem title="There is no such category" actions={<ButtonLink to="/">Go to the catalog</ButtonLink>}>
        <p>The address may be mistyped, or the category has left the shop.</p>
      </Problem>
    );
  const name = category?.name ?? list?.categories.find((each) => each.slug === slug)?.name ?? "Category";
  return (
    <Page
      title={name}
      headingClass={`wrap-anywhere ${name.length > 24 ? "text-4xl md:text-5xl" : "text-5xl md:text-7xl"}`}
    >
      {category?.description && (
        <p className="mt-4 max-w-[52ch] text-lg whitespace-pre-line text-soft">{category.description}</p>
      )}
      <CategoryNav current={slug} />
      <CatalogProducts catalog={catalog} emptyTitle={`Nothing in ${name} right now.`}>
        <div className="mt-6">
          <ButtonLink to="/">See the whole catalog</ButtonLink>
        </div>
      </CatalogProducts>
    </Page>
  );
}
