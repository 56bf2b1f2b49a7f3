import { formatMoney } from "@dualtrack/contract";
import { formatDay } from "../../messages.ts";
import type { OrderView } from "../../server/trpc.ts";

/** What was cancelled of the order before it was charged. Nothing if nothing was, or all of it is cancelled. */
export function OrderCancellations({ order: { cancellations, lines, state } }: { order: OrderView }) {
  if (cancellations.length === 0 || state === "cancelled") return null;
  const titleOf = (variantId: string) => {
    const line = lines.find((each) => each.variantId === variantId);
    return [line?.productTitle, line?.variantTitle].filter(Boolean).join(", ");
  };
  return (
    <section aria-labelledby="cancellations-heading">
      <h2 id="cancellations-heading" className="mb-2 text-2xl">
        Cancelled, not charged
      </h2>
      <ul className="divide-y divide-line border-y border-line">
        {cancellations.map(({ id, amount, at, lines: cancelled }) => (
          <li key={id} className="py-4">
            <p className="max-w-[60ch] wrap-anywhere">
              {cancelled.map(({ variantId, quantity }) => `${quantity} × ${titleOf(variantId)}`).join("; ") ||
                "A part of the order"}
              : {formatMoney(amount)}, never charged.
            </p>
            <time dateTime={at} className="text-sm text-soft">
              {formatDay(at)}
            </time>
          </li>
        ))}
      </ul>
    </section>
  );
}
