import { formatMoney } from "@dualtrack/contract";
import { Link } from "@tanstack/react-router";
import type { Figures } from "../../server/trpc.ts";

/** What banks have reserved on customers' cards and nobody has charged yet; nothing while there is none. */
export function AuthorizedOrders({ authorized: { orders, sums } }: Pick<Figures, "authorized">) {
  if (orders === 0) return null;
  return (
    <p>
      <Link to="/orders" search={{ payment: ["authorized"] }}>
        {orders === 1 ? "1 order is" : `${orders} orders are`} authorized and not charged yet
      </Link>
      : {sums.map((sum) => formatMoney(sum)).join(", ")}, which is in no revenue
    </p>
  );
}
