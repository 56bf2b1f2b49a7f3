import type { ReactNode } from "react";
import { errorMessage } from "../../messages.ts";
import { type Me, type OrderRefund, type OrderView, trpc } from "../../server/trpc.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import classes from "./order.module.css";
import { forManagers } from "./order-facts.ts";
import { useOrderChanged } from "./use-order-changed.ts";

/** A refund that waits, as automatic refunds are switched off, and the button that sends it all the same. */
export function HeldRefund({
  order,
  refund,
  me,
  onNotice,
}: {
  order: OrderView;
  refund: OrderRefund;
  me: Me;
  onNotice: (notice: ReactNode) => void;
}) {
  const changed = useOrderChanged(order.number);
  const { data } = trpc.switches.list.useQuery();
  const approve = trpc.refunds.approve.useMutation({
    onSettled: changed,
    onSuccess: () => onNotice("The refund is on its way to Stripe."),
    onError: (error) => onNotice(errorMessage(error)),
  });
  const isOff = data?.switches.some(({ name, isOn }) => name === "automatic_refunds" && !isOn);
  if (!isOff) return null;
  return (
    <>
      <span className={classes.bad}>
        It waits, as automatic refunds are switched off. The customer has not got the money.
      </span>
      <span className={`${classes.sub} ${classes.shipmentActions}`}>
        <ActionButton
          disabledReason={forManagers(me)}
          loading={approve.isPending}
          onPress={() => approve.mutate({ refundId: refund.id })}
          onRefused={onNotice}
        >
          Send it now
        </ActionButton>
      </span>
    </>
  );
}
