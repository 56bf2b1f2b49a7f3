import { formatMoney, isShipped } from "@dualtrack/contract";
import { useState } from "react";
import { leastPayment } from "../../least-payment.ts";
import { itemOf, lineKey } from "../../line-key.ts";
import { formatMoment, refusalMessages } from "../../messages.ts";
import { type CartView, type CartLine as Line, trpc } from "../../server/trpc.ts";
import { BottomBar } from "../../ui/bottom-bar.tsx";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { DiscountCodes } from "../../ui/discount-codes.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Price } from "../../ui/price.tsx";
import { Sums } from "../../ui/sums.tsx";
import { CartLine } from "./cart-line.tsx";
import { missingForFreeShipping } from "./missing-for-free-shipping.ts";
import { overlappedLine } from "./overlapped-line.ts";

export function CartContents({ cart }: { cart: CartView }) {
  const [removed, setRemoved] = useState<Line | null>(null);
  const hasProblem = cart.lines.some((line) => line.problem);
  const min = leastPayment(cart.total);
  const missing = missingForFreeShipping(cart);
  const isMixed = cart.lines.some(({ kind }) => !isShipped(kind));
  return (
    <div className="mt-8 grid items-start gap-8 lg:grid-cols-[1fr_24rem] lg:gap-16">
      <div>
        {cart.unpaidOrders.map((order) => (
          <UnpaidOrder key={order.number} order={order} />
        ))}
        <ul className="divide-y divide-line border-y border-ink">
          {cart.lines.map((line) => (
            <CartLine
              key={lineKey(line)}
              line={line}
              overlapped={overlappedLine(line, cart.lines)}
              onRemoved={() => setRemoved(line)}
            />
          ))}
        </ul>
        <div role="status">{removed && <Undo line={removed} onDone={() => setRemoved(null)} />}</div>
      </div>
      {/* On a narrow screen its parts are the grid's, so that the bar stays in sight along the whole list. */}
      <aside aria-label="Summary" className="contents lg:sticky lg:top-8 lg:block lg:bg-sheet lg:p-6">
        <div className="bg-sheet p-6 lg:mb-6 lg:p-0">
          <Sums {...cart} />
          {missing !== null && (
            <p className="mt-3 text-sm text-soft">
              {formatMoney(missing)} more{isMixed && " in items that are shipped,"} and shipping is free.
            </p>
          )}
          {cart.total.amount > 0 && cart.reservesStock && (
            <p className="mt-3 text-sm text-soft">We reserve the items for you while you pay.</p>
          )}
          {cart.total.amount > 0 && cart.captureMethod === "manual" && (
            <p className="mt-3 text-sm">Your card is only reserved, and charged when your order ships.</p>
          )}
          {cart.total.amount > 0 && cart.isChargedEarly && (
            <p className="mt-3 text-sm">
              All is charged at once, also what would be charged when it ships: there are files or booked time
              in your cart, and you get those at once.
            </p>
          )}
          <div className="mt-6 border-t border-line pt-4">
            <DiscountCodes codes={cart.codes} />
          </div>
        </div>
        <BottomBar>
          <p className="flex items-baseline justify-between gap-4 lg:hidden" aria-hidden="true">
            Total <Price of={cart.total} className="font-bold" />
          </p>
          {hasProblem ? (
            <p className="font-semibold text-bad">Change the marked items to go on.</p>
          ) : min !== null ? (
            <p className="font-semibold text-bad">{refusalMessages.TOTAL_TOO_LOW({ min })}</p>
          ) : (
            <ButtonLink to="/checkout" variant="pay" className="min-h-14! w-full text-lg">
              Checkout
            </ButtonLink>
          )}
        </BottomBar>
      </aside>
    </div>
  );
}

function UnpaidOrder({ order: { number, token, heldUntil } }: { order: CartView["unpaidOrders"][number] }) {
  return (
    <div className="mb-6">
      <Notice
        variant="plain"
        title={`Order ${number} was not paid`}
        actions={
          <ButtonLink to="/checkout" search={{ order: token }} variant="line">
            Pay for {number} another way
          </ButtonLink>
        }
      >
        Nothing was charged, and its items are back in your cart. We reserve them for you until{" "}
        {formatMoment(Date.parse(heldUntil))}.
      </Notice>
    </div>
  );
}

function Undo({ line, onDone }: { line: Line; onDone(): void }) {
  const utils = trpc.useUtils();
  const putBack = trpc.cart.setLine.useMutation({
    scope: { id: "cart" },
    onSuccess: (cart) => {
      utils.cart.get.setData(undefined, cart);
      onDone();
    },
  });
  return (
    <p className="mt-4 flex flex-wrap items-center gap-x-6">
      {line.productTitle} is out of your cart.
      <Button variant="quiet" onClick={() => putBack.mutate({ ...itemOf(line), quantity: line.quantity })}>
        Put it back
      </Button>
    </p>
  );
}
