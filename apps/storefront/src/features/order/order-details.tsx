import { arrivalText, type ShippingChoice } from "@dualtrack/contract";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { formatDay } from "../../messages.ts";
import type { OrderView } from "../../server/trpc.ts";
import { LineList } from "../../ui/line-list.tsx";
import { Page } from "../../ui/page.tsx";
import { Sums } from "../../ui/sums.tsx";
import { BookingChanges } from "./booking-changes.tsx";
import { OrderCancellations } from "./order-cancellations.tsx";
import { OrderDownloads } from "./order-downloads.tsx";
import { OrderInvoices } from "./order-invoices.tsx";
import { OrderRefunds } from "./order-refunds.tsx";
import { OrderShipments } from "./order-shipments.tsx";
import { OrderStatus } from "./order-status.tsx";
import { OrderTimeline } from "./order-timeline.tsx";
import { PaymentFeedback } from "./payment-feedback.tsx";
import { PostalAddress } from "./postal-address.tsx";
import { useLiveOrder } from "./use-live-order.ts";

interface OrderDetailsProps {
  first: OrderView;
  heading(order: OrderView): string;
  /** How to come back to this page, for a customer who leaves it. */
  footnote?: ReactNode;
}

/** One order, kept up to date: its number first, then its status, then everything else. */
export function OrderDetails({ first, heading, footnote }: OrderDetailsProps) {
  const { order, givenUp } = useLiveOrder(first);
  const title = heading(order);
  return (
    <Page title={`Order ${order.number}`} heading={title}>
      <p className="mt-3 mb-6 text-soft">
        {title.includes(order.number) ? (
          "Placed"
        ) : (
          <>
            Order <strong className="text-ink">{order.number}</strong>, placed
          </>
        )}{" "}
        {formatDay(order.placedAt)}
      </p>
      <OrderStatus order={order} givenUp={givenUp} />
      <div className="mt-8 grid items-start gap-8 lg:grid-cols-[1fr_24rem] lg:gap-16">
        <div className="grid gap-8">
          <OrderDownloads order={order} />
          <OrderShipments order={order} />
          <OrderCancellations order={order} />
          <OrderRefunds order={order} />
          <section aria-labelledby="items-heading">
            <h2 id="items-heading" className="mb-2 text-2xl">
              What you ordered
            </h2>
            <LineList
              lines={order.lines}
              under={({ booking, variantId }) =>
                booking && <BookingChanges order={order} booking={booking} variantId={variantId} />
              }
            />
            {order.lines.some(({ booking }) => booking && !booking.isFreed) && order.confirmedAt !== null && (
              <a
                href={`/calendars/orders/${order.token}.ics`}
                className="mb-4 inline-flex min-h-12 items-center underline underline-offset-4"
              >
                Add to calendar
              </a>
            )}
            <div className="border-t border-line pt-4">
              <Sums {...order} />
            </div>
          </section>
        </div>
        <div className="grid gap-8">
          {(order.shippingAddress ?? order.billing) && (
            <section aria-labelledby="delivery-heading" className="bg-sheet p-6">
              <h2 id="delivery-heading" className="mb-3 text-xl">
                {order.shippingAddress === null
                  ? "Your details"
                  : order.shippingMethod?.isPickup
                    ? "You collect it"
                    : "Where it goes"}
              </h2>
              {order.shippingMethod && <Delivery method={order.shippingMethod} />}
              {order.shippingAddress && <PostalAddress name={order.name} address={order.shippingAddress} />}
              {[order.email, order.phone].filter(Boolean).map((reach) => (
                <p key={reach} className="mt-3 text-soft wrap-anywhere">
                  {reach}
                </p>
              ))}
              {order.customerNote && (
                <>
                  <h3 className="mt-6 mb-2 font-semibold">Your note to us</h3>
                  <p className="whitespace-pre-line wrap-anywhere">{order.customerNote}</p>
                </>
              )}
              {order.business && (
                <>
                  <h3 className="mt-6 mb-2 font-semibold">Bought by</h3>
                  <p className="wrap-anywhere">{order.business.companyName}</p>
                  {order.business.vatId && <p className="text-soft">VAT id {order.business.vatId}</p>}
                </>
              )}
              {order.billing && (
                <>
                  <h3 className="mt-6 mb-2 font-semibold">Billing address</h3>
                  <PostalAddress {...order.billing} />
                </>
              )}
            </section>
          )}
          <PaymentFeedback order={order} />
          <OrderInvoices order={order} />
          <OrderTimeline events={order.timeline} />
          <p className="text-soft">
            Something about this order?{" "}
            <Link
              to="/contact"
              search={{ order: order.token }}
              className="text-ink underline underline-offset-4"
            >
              Write to us about it
            </Link>
          </p>
          {footnote}
        </div>
      </div>
    </Page>
  );
}

function Delivery({ method }: { method: ShippingChoice }) {
  const arrival = arrivalText(method);
  return (
    <p className="mb-3 wrap-anywhere">
      <span className="font-semibold">{method.name}</span>
      {arrival !== null && <span className="block text-soft">{arrival}</span>}
    </p>
  );
}
