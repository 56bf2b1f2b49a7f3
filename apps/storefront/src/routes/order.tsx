import { useParams, useSearch } from "@tanstack/react-router";
import { OrderDetails } from "../features/order/order-details.tsx";
import { OrderSkeleton } from "../features/order/order-skeleton.tsx";
import { OrderUnreachable } from "../features/order/order-unreachable.tsx";
import { retryUntilLoaded, useLastFailure } from "../features/order/retry-until-loaded.ts";
import { thanksHeading } from "../features/order/thanks-heading.ts";
import { trpc } from "../server/trpc.ts";

export function OrderRoute() {
  const { token } = useParams({ from: "/orders/$token" });
  const { placed } = useSearch({ from: "/orders/$token" });
  const order = trpc.orders.byToken.useQuery({ token }, { ...retryUntilLoaded, refetchOnMount: "always" });
  const failure = useLastFailure(order);
  const { data: settings } = trpc.settings.public.useQuery(undefined, {
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (order.data)
    return (
      <OrderDetails
        key={token}
        first={order.data}
        heading={placed ? thanksHeading : ({ number }) => `Order ${number}`}
      />
    );
  if (!failure) return <OrderSkeleton />;
  return (
    <OrderUnreachable
      error={failure}
      isAsking={order.isFetching}
      supportEmail={settings?.supportEmail}
      onRetry={() => order.refetch()}
    />
  );
}
