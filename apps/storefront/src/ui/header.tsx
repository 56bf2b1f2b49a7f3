import { Link } from "@tanstack/react-router";
import { shopName } from "../shop-name.ts";
import { Mark } from "./mark.tsx";

export function Header({ cartCount }: { cartCount: number | undefined }) {
  return (
    <header className="border-b border-ink">
      <div className="page flex h-16 items-center justify-between gap-4">
        <Link
          to="/"
          title={shopName}
          className={`flex min-h-12 min-w-0 items-center gap-3 font-title font-extrabold tracking-tight ${shopName.length > 20 ? "text-sm leading-tight sm:text-lg" : "text-lg leading-tight"}`}
        >
          <Mark className="h-6 w-10 shrink-0" />
          <span className="line-clamp-2 wrap-anywhere">{shopName}</span>
        </Link>
        <nav aria-label="Shop" className="flex shrink-0 items-center gap-2 font-semibold sm:gap-6">
          <Link
            to="/"
            className="hidden min-h-12 items-center px-2 underline-offset-8 hover:underline sm:flex"
            activeProps={{ className: "underline" }}
            activeOptions={{ exact: true }}
          >
            Catalog
          </Link>
          <Link to="/cart" className="group flex min-h-12 items-center gap-2 px-2">
            {/* The word alone: a line under the whole link would go on under the number's box. */}
            <span className="underline-offset-8 group-hover:underline group-data-[status=active]:underline">
              Cart
            </span>
            <span
              key={cartCount}
              className={`grid h-6 min-w-6 place-items-center px-1 text-sm ${cartCount ? "animate-arrive bg-ink text-paper" : "invisible"}`}
            >
              {cartCount ?? 0}
            </span>
            {cartCount ? <span className="sr-only">{cartCount === 1 ? "item" : "items"}</span> : null}
          </Link>
        </nav>
      </div>
    </header>
  );
}
