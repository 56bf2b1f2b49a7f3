import type { ExportOrders } from "@dualtrack/contract";
import { transact } from "@dualtrack/db";
import { stringify } from "csv-stringify/sync";
import { csvFormat, decimal } from "../csv-cells.ts";
import { type Actor, writeAudit } from "../operations/audit-log.ts";
import type { Shop } from "../shop.ts";
import { countOrders } from "./count-orders.ts";
import { type ListedOrder, listOrders } from "./list-orders.ts";

/** Rows that are in memory at a time. */
const pageSize = 500;

/**
 * Notes in the audit log who takes which orders along, then hands them out as CSV, piece by piece: the next page is read
 * when its reader wants it, and none after they have gone. Pages follow the list's order, so an order that is placed
 * meanwhile may be in it or not, and none is in it twice.
 */
export async function exportOrders(
  shop: Shop,
  { by, ...wanted }: ExportOrders & { by: Actor },
): Promise<AsyncGenerator<string>> {
  const orders = await countOrders(shop, wanted);
  const filter = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
  await transact(shop.db, (tx) =>
    writeAudit(tx, {
      by,
      action: "orders.export",
      subject: "orders",
      before: {},
      after: { orders, filter },
      at: shop.clock.now(),
    }),
  );
  return csvPages(shop, wanted);
}

async function* csvPages(shop: Shop, wanted: ExportOrders): AsyncGenerator<string> {
  yield stringify([Object.keys(columns)], { ...csvFormat, bom: true });
  let cursor: string | undefined;
  do {
    const page = await listOrders(shop, { ...wanted, cursor, limit: pageSize });
    if (page.orders.length > 0) yield stringify(page.orders.map(cellsOf), csvFormat);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

const columns: Record<string, (order: ListedOrder) => string | number> = {
  number: ({ number }) => number,
  placed_at: ({ placedAt }) => placedAt,
  confirmed_at: ({ confirmedAt }) => confirmedAt ?? "",
  state: ({ state }) => state,
  provisional: ({ isProvisional }) => (isProvisional ? "yes" : "no"),
  payment_state: ({ paymentState }) => paymentState,
  fulfilment_state: ({ fulfilmentState }) => fulfilmentState,
  name: ({ name }) => name ?? "",
  email: ({ email }) => email ?? "",
  country: ({ country }) => country ?? "",
  items: ({ itemCount }) => itemCount,
  currency: ({ total }) => total.currency.toUpperCase(),
  total: ({ total }) => decimal(total),
  total_minor: ({ total }) => total.amount,
  refunded: ({ refunded }) => decimal(refunded),
  refunded_minor: ({ refunded }) => refunded.amount,
  needs_attention: ({ attention }) => attention ?? "",
  stripe_payment: ({ paymentIntentId }) => paymentIntentId,
};

function cellsOf(order: ListedOrder): (string | number)[] {
  return Object.values(columns).map((cell) => cell(order));
}
