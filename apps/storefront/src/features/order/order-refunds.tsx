import { formatDay } from "../../messages.ts";
import type { OrderView } from "../../server/trpc.ts";
import { refundText } from "./refund-text.ts";

/**
 * The order's refunds, each with its status. Nothing if there are none, or where the order's status says it already.
 */
export function OrderRefunds({ order: { refunds, state } }: { order: OrderView }) {
  if (refunds.length === 0 || state === "cancelled") return null;
  return (
    <section aria-labelledby="refunds-heading">
      <h2 id="refunds-heading" className="mb-2 text-2xl">
        {refunds.length === 1 ? "Your refund" : `Your ${refunds.length} refunds`}
      </h2>
      <ul className="divide-y divide-line border-y border-line">
        {refunds.map((refund) => (
          <li key={refund.id} className="py-4">
            <p className={refund.state === "failed" ? "max-w-[60ch] font-semibold" : "max-w-[60ch]"}>
              {refundText(refund)}
            </p>
            <time dateTime={refund.at} className="text-sm text-soft">
              {formatDay(refund.at)}
            </time>
          </li>
        ))}
      </ul>
    </section>
  );
}
