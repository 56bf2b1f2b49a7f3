import { formatMoney } from "@dualtrack/contract";
import { Button, Text } from "@mantine/core";
import type { FormEvent } from "react";
import { type OrderView, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useOnce } from "../../ui/use-once.ts";
import { payerName } from "./order-facts.ts";
import type { OrderNotice } from "./order-notice.ts";
import { useOrderChanged } from "./use-order-changed.ts";

/** Charges the money that is reserved for an order before it ships. */
export function CaptureDialog({
  order,
  onDone,
  onClose,
}: {
  order: OrderView;
  onDone: (notice: OrderNotice) => void;
  onClose: () => void;
}) {
  const changed = useOrderChanged(order.number);
  const capture = trpc.orders.capture.useMutation({ onSettled: changed });
  const { send } = useOnce(capture, () => onDone(captureNotice));
  const sum = formatMoney(order.payment?.authorization?.money ?? order.total);

  function submit(event: FormEvent) {
    event.preventDefault();
    send({ orderId: order.id });
  }

  return (
    <Dialog title={`Charge ${order.number} now?`} isBusy={capture.isPending} onClose={onClose}>
      <form onSubmit={submit}>
        <ul className={classes.consequences}>
          <li>
            Charge {sum} to {payerName(order.payment)}.
            {order.uncaptured.amount > 0 &&
              ` The ${formatMoney(order.uncaptured)} of what was cancelled are released.`}
          </li>
          <li>Issue the invoice.</li>
          {order.email !== null && <li>Tell {order.email} by e-mail.</li>}
        </ul>
        <Text size="sm">
          Your customer was told that the card is charged when the order ships. Shipping it charges it by
          itself.
        </Text>
        <Failure error={capture.error} isOpen={false} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={capture.isPending}>
            Don't charge yet
          </Button>
          <Button type="submit" loading={capture.isPending} data-autofocus>
            Charge {sum}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const captureNotice: OrderNotice = ({ paymentState, payment }) => {
  if (paymentState === "paid" && payment !== null) return `${formatMoney(payment.received)} are charged.`;
  if (payment?.authorization?.problem) return null; // the page says so
  return "The card is being charged; this page shows it as soon as Stripe has answered.";
};
