import { Link, Navigate, useNavigate, useSearch } from "@tanstack/react-router";
import { forgetDetails } from "../features/checkout/saved-details.ts";
import { OrderDetails } from "../features/order/order-details.tsx";
import { OrderSkeleton } from "../features/order/order-skeleton.tsx";
import { OrderUnreachable } from "../features/order/order-unreachable.tsx";
import { thanksHeading } from "../features/order/thanks-heading.ts";
import { usePlacedOrder } from "../features/order/use-placed-order.ts";
import { type OrderView, trpc } from "../server/trpc.ts";

export function PaymentSuccessRoute() {
  const { payment_intent, payment_intent_client_secret, redirect_status } = useSearch({
    from: "/payment/success",
  });
  if (redirect_status === "failed") return <Navigate to="/checkout" search={{ declined: true }} replace />;
  return (
    <Placed
      key={payment_intent}
      paymentIntentId={payment_intent ?? ""}
      clientSecret={payment_intent_client_secret}
    />
  );
}

function Placed({
  paymentIntentId,
  clientSecret,
}: {
  paymentIntentId: string;
  clientSecret: string | undefined;
}) {
  const navigate = useNavigate();
  const utils = trpc.useUtils();
  const { data: settings } = trpc.settings.public.useQuery(undefined, {
    staleTime: Number.POSITIVE_INFINITY,
  });
  const placed = usePlacedOrder({ paymentIntentId, clientSecret }, () => {
    forgetDetails();
    utils.cart.get.invalidate();
    // The secret is not needed any more: it must not stay in the address bar, the history or on a shared screen.
    navigate({ to: "/payment/success", search: { payment_intent: paymentIntentId }, replace: true });
  });

  if (placed.data)
    return (
      <OrderDetails first={placed.data} heading={thanksHeading} footnote={<ComeBack order={placed.data} />} />
    );
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
