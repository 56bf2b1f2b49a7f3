import { Link } from "@tanstack/react-router";
import { trpc } from "../../server/trpc.ts";

/** More than fit into a few lines of a phone: the rest is behind a press. */
const maxShown = 12;

/** The catalog's parts; nothing if there are none. */
export function CategoryNav({ current }: { current?: string }) {
  const { data, isPending } = trpc.catalog.categories.useQuery(undefined, { staleTime: 60_000 });
  // What is below stays where it is when they arrive.
  if (isPending) return <div className={`${strip} h-13.5`} />;
  const { categories = [] } = data ?? {};
  if (categories.length === 0) return null;
  const rest = categories.slice(maxShown);
  return (
    <nav aria-label="Categories" className={strip}>
      <ul className={row}>
        <li>
          <Link to="/" className={link} activeProps={active} activeOptions={{ exact: true }}>
            All
          </Link>
        </li>
        {categories.slice(0, maxShown).map((category) => (
          <Category key={category.slug} {...category} />
        ))}
      </ul>
      {rest.length > 0 && (
        <details open={rest.some(({ slug }) => slug === current)}>
          <summary className="min-h-11 cursor-pointer content-center font-semibold underline-offset-4 hover:underline">
            {rest.length === 1 ? "1 more category" : `${rest.length} more categories`}
          </summary>
          <ul className={row}>
            {rest.map((category) => (
              <Category key={category.slug} {...category} />
            ))}
          </ul>
        </details>
      )}
    </nav>
  );
}

const strip = "mt-6 border-y border-line py-1 md:mt-8";
const row = "flex flex-wrap gap-x-6";
const link =
  "flex min-h-11 items-center font-semibold wrap-anywhere decoration-2 underline-offset-8 hover:underline";
const active = { className: "underline" };

function Category({ slug, name }: { slug: string; name: string }) {
  return (
    <li className="min-w-0">
      <Link to="/categories/$slug" params={{ slug }} className={link} activeProps={active}>
        {name}
      </Link>
    </li>
  );
}
