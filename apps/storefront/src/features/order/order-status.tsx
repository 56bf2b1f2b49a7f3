import { type OrderView, trpc } from "../../server/trpc.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { JoiningTracks } from "./joining-tracks.tsx";
import { orderStatus } from "./order-status-heading.ts";

export function OrderStatus({ order, givenUp }: { order: OrderView; givenUp: boolean }) {
  const { data: settings } = trpc.settings.public.useQuery(undefined, {
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { title, text } = orderStatus(order, givenUp, settings?.timeZone);
  const isConfirmed = order.state === "confirmed" || order.state === "completed";
  const bankHasMoney = order.paymentState === "disputed" || order.paymentState === "dispute_lost";
  const isJoined = isConfirmed && !bankHasMoney;
  const broken = order.state === "failed" || order.state === "cancelled";
  return (
    <section aria-label="Status" className="border-y border-ink py-6">
      <div className="flex flex-wrap items-center gap-x-8 gap-y-4">
        <JoiningTracks joined={isJoined} broken={broken} />
        <div className="min-w-64 flex-1">
          <div role="status">
            <p key={title} className="animate-arrive font-title text-2xl font-extrabold tracking-tight">
              {title}
            </p>
            <p className="mt-1 max-w-[60ch] text-soft">{text}</p>
          </div>
          {broken && (
            <div className="mt-4">
              {order.canRetryPayment ? (
                <ButtonLink to="/checkout" search={{ order: order.token }} variant="pay">
                  Pay another way
                </ButtonLink>
              ) : (
                <div className="flex flex-wrap gap-4">
                  {order.state === "failed" && (
                    <ButtonLink to="/cart" variant="line">
                      Go to your cart
                    </ButtonLink>
                  )}
                  <ButtonLink to="/" variant="line">
                    Go to the catalog
                  </ButtonLink>
                </div>
              )}
            </div>
          )}
        </div>
      </div>
    </section>
  );
}
