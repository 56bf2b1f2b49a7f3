import type { CheckoutView } from "../../server/trpc.ts";
import { LineList } from "../../ui/line-list.tsx";
import { Price } from "../../ui/price.tsx";
import { Sums } from "../../ui/sums.tsx";

/** What is paid for: folded on a phone, beside the form on a wide screen. */
export function Summary({ checkout }: { checkout: CheckoutView | undefined }) {
  if (!checkout)
    return <div className="skeleton h-14 lg:h-80" role="status" aria-label="The summary is loading" />;
  const contents = (
    <>
      {/* Long lists scroll in here, so that the sum stays in sight. */}
      <section
        aria-label="Items"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling part must be reachable by keyboard
        tabIndex={0}
        className="max-h-[50dvh] min-h-0 overflow-y-auto lg:max-h-none"
      >
        <LineList lines={checkout.lines} />
      </section>
      <div className="border-t border-line pt-4">
        <Sums {...checkout} />
      </div>
    </>
  );
  return (
    <>
      <details className="border-y border-ink lg:hidden">
        <summary className="flex min-h-14 cursor-pointer items-center justify-between gap-4 font-semibold marker:content-none">
          <span className="underline decoration-edge underline-offset-4">Order summary</span>
          <Price of={checkout.total} className="text-xl font-bold" />
        </summary>
        <div className="pb-4">{contents}</div>
      </details>
      <section
        aria-labelledby="summary-heading"
        className="hidden max-h-[max(20rem,calc(100dvh-13.5rem))] flex-col bg-sheet p-6 lg:flex"
      >
        <h2 id="summary-heading" className="mb-2 text-2xl">
          Your order
        </h2>
        {contents}
      </section>
    </>
  );
}
