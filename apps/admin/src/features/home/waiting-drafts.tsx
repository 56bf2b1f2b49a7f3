import { formatMoney } from "@dualtrack/contract";
import { Link } from "@tanstack/react-router";
import { trpc } from "../../server/trpc.ts";

/** How many draft orders wait for their customers' payment, and what these would bring; nothing while there are none. */
export function WaitingDrafts() {
  const { data } = trpc.draftOrders.figures.useQuery(undefined, { refetchInterval: 60_000 });
  if (data === undefined || data.waiting === 0) return null;
  return (
    <p>
      <Link to="/draft-orders" search={{ state: "waiting" }}>
        {data.waiting === 1 ? "1 draft order waits" : `${data.waiting} draft orders wait`} for payment by link
      </Link>
      : {data.sums.map((sum) => formatMoney(sum)).join(", ")}
    </p>
  );
}
