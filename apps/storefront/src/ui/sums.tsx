import type { Money } from "@dualtrack/contract";
import { Price } from "./price.tsx";

interface SumsProps {
  subtotal: Money;
  shipping: Money;
  total: Money;
  refunded?: Money;
}

/** What it comes to. */
export function Sums({ subtotal, shipping, total, refunded }: SumsProps) {
  return (
    <dl className="grid grid-cols-[1fr_auto] gap-y-2">
      <dt className="text-soft">Items</dt>
      <dd className="text-right">
        <Price of={subtotal} />
      </dd>
      <dt className="text-soft">Shipping</dt>
      <dd className="text-right">{shipping.amount === 0 ? "Free" : <Price of={shipping} />}</dd>
      <dt className="mt-1 border-t border-line pt-3 text-lg font-semibold">Total</dt>
      <dd className="mt-1 border-t border-line pt-3 pl-4 text-right">
        <Price of={total} className="text-2xl font-extrabold" />
      </dd>
      {refunded && refunded.amount > 0 && (
        <>
          <dt className="text-soft">Refunded</dt>
          <dd className="text-right">
            <Price of={refunded} />
          </dd>
        </>
      )}
    </dl>
  );
}
