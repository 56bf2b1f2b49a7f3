import { Link, Navigate, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { forgetDetails } from "../features/checkout/saved-details.ts";
import { OrderDetails } from "../features/order/order-details.tsx";
import { OrderSkeleton } from "../features/order/order-skeleton.tsx";
import { OrderUnreachable } from "../features/order/order-unreachable.tsx";
import { thanksHeading } from "../features/order/thanks-heading.ts";
import { type Payment, usePlacedOrder } from "../features/order/use-placed-order.ts";
import { refusedWith } from "../server/refusals.ts";
import { type OrderView, trpc } from "../server/trpc.ts";

export function PaymentSuccessRoute() {
  const { payment_intent, payment_intent_client_secret, redirect_status, ...back } = useSearch({
    from: "/payment/success",
  });
  const { session_id, session_secret, link, order } = back;
  if (redirect_status === "failed" && link !== undefined)
    return <Navigate to="/pay/$token" params={{ token: link }} search={{ declined: true }} replace />;
  if (redirect_status === "failed")
    return (
      <Navigate to="/checkout" search={{ declined: true, ...(order !== undefined && { order }) }} replace />
    );
  return (
    <Placed
      key={session_id ?? payment_intent}
      stripeId={session_id ?? payment_intent ?? ""}
      secret={session_id === undefined ? payment_intent_client_secret : session_secret}
    />
  );
}

function Placed({ stripeId, secret }: Payment) {
  const navigate = useNavigate();
  const utils = trpc.useUtils();
  const hasWaited = useHasWaited();
  const { data: settings } = trpc.settings.public.useQuery(undefined, {
    staleTime: Number.POSITIVE_INFINITY,
  });
  const placed = usePlacedOrder({ stripeId, secret }, () => {
    forgetDetails();
    utils.cart.get.invalidate();
    // The secret is not needed any more: it must not stay in the address bar, the history or on a shared screen.
    const search = stripeId.startsWith("cs_") ? { session_id: stripeId } : { payment_intent: stripeId };
    navigate({ to: "/payment/success", search, replace: true });
  });

  if (placed.data)
    return (
      <OrderDetails first={placed.data} heading={thanksHeading} footnote={<ComeBack order={placed.data} />} />
    );
  const isUndecided = refusedWith(placed.failure, "PAYMENT_UNCERTAIN") !== null;
  const isAwaited = refusedWith(placed.failure, "ORDER_AWAITED") !== null;
  if (isAwaited && !hasWaited)
    return <OrderSkeleton waitsFor="Your order is shown as soon as Stripe has confirmed your payment…" />;
  if (isUndecided && !hasWaited) return <OrderSkeleton waitsFor="Your payment is being confirmed…" />;
  if (placed.provable && !placed.failure) return <OrderSkeleton />;
  return (
    <OrderUnreachable
      error={placed.failure}
      isAsking={placed.isFetching}
      supportEmail={settings?.supportEmail}
      onRetry={() => placed.refetch()}
    />
  );
}

/** How long a customer who comes back from Stripe's page waits for the outcome before the page says that it may take longer, in ms. */
const confirmationTimeoutMs = 30_000;

function useHasWaited(): boolean {
  const [hasWaited, setWaited] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setWaited(true), confirmationTimeoutMs);
    return () => clearTimeout(timer);
  }, []);
  return hasWaited;
}

function ComeBack({ order }: { order: OrderView }) {
  return (
    <p className="text-soft">
      This order has{" "}
      <Link to={order.path} className="text-ink underline underline-offset-4">
        a page of its own
      </Link>
      , for later. The link is in our mail too; who has it can see the order.
    </p>
  );
}
