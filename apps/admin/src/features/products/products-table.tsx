import { formatMoney } from "@dualtrack/contract";
import { Link } from "@tanstack/react-router";
import { exactTime } from "../../messages.ts";
import type { ListedProduct } from "../../server/trpc.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { GoodsPicture } from "../../ui/goods-picture.tsx";
import { Status } from "../../ui/status.tsx";
import type { RowNavigation } from "../../ui/use-row-navigation.ts";
import { MoveProduct } from "./move-product.tsx";
import { statusBadges } from "./product-badges.ts";
import classes from "./products.module.css";

const columns: Column<ListedProduct>[] = [
  {
    label: "Product",
    isMain: true,
    cell: (product) => (
      <div className={classes.product}>
        <GoodsPicture picture={product.picture} title={product.title} />
        <div className={classes.names}>
          <Link to="/products/$productId" params={{ productId: product.id }} state={{ fromList: true }}>
            {product.title}
          </Link>
          <span className={classes.sub}>{product.artist}</span>
        </div>
      </div>
    ),
  },
  {
    label: "Status",
    width: 196,
    cell: ({ status, opensAt }) => (
      <span className={classes.state}>
        <Status {...statusBadges[status]} />
        {status === "upcoming" && opensAt !== null && (
          <time dateTime={opensAt} title={exactTime(opensAt)} className={classes.sub}>
            opens {shortTime.format(new Date(opensAt))}
          </time>
        )}
      </span>
    ),
  },
  { label: "Variants", isNumber: true, width: 80, cell: ({ variants }) => variants },
  { label: "Price", isNumber: true, width: 152, cell: ({ prices }) => priceRange(prices) },
  {
    label: "Free",
    isNumber: true,
    width: 72,
    cell: ({ kind, free, variants, title }) =>
      variants === 0 ? (
        "–"
      ) : free === null ? (
        kind === "service" ? (
          "by time"
        ) : (
          "unlimited"
        )
      ) : (
        <Link to="/stock" search={{ q: title }} title="See the stock">
          {free}
        </Link>
      ),
  },
];

const shortTime = new Intl.DateTimeFormat("en-IE", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

function priceRange(prices: ListedProduct["prices"]): string {
  if (prices === null) return "no price";
  const { currency, lowest, highest } = prices;
  const from = formatMoney({ amount: lowest, currency });
  return lowest === highest ? from : `${from} – ${formatMoney({ amount: highest, currency })}`;
}

/** Products in the shop's order; null while they are on their way. `mayMove`: the list is whole, and this clerk may change it. */
export function ProductsTable({
  rows,
  mayMove,
  isStale,
  navigation,
  onNotice,
}: {
  rows: ListedProduct[] | null;
  mayMove: boolean;
  isStale: boolean;
  navigation: RowNavigation;
  onNotice: (notice: string) => void;
}) {
  const order: Column<ListedProduct> = {
    label: "Order",
    width: 84,
    cell: (product) => <MoveProduct product={product} onNotice={onNotice} />,
  };
  return (
    <DataTable
      name="Products"
      columns={mayMove ? [...columns, order] : columns}
      rows={rows}
      keyOf={({ id }) => id}
      isStale={isStale}
      navigation={navigation}
    />
  );
}
