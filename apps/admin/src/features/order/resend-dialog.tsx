import { Button, Text } from "@mantine/core";
import type { FormEvent } from "react";
import { type OrderView, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useOnce } from "../../ui/use-once.ts";
import { useOrderChanged } from "./use-order-changed.ts";

/** Sends the customer the confirmation again. */
export function ResendDialog({
  order,
  onDone,
  onClose,
}: {
  order: OrderView;
  onDone: (notice: string) => void;
  onClose: () => void;
}) {
  const changed = useOrderChanged(order.number);
  const resend = trpc.orders.resendConfirmation.useMutation({ onSettled: changed });
  const { send } = useOnce(resend, () => onDone(`The confirmation is on its way to ${order.email} again.`));

  function submit(event: FormEvent) {
    event.preventDefault();
    send({ orderId: order.id });
  }

  return (
    <Dialog title="Resend the confirmation?" isBusy={resend.isPending} onClose={onClose}>
      <form onSubmit={submit}>
        <Text size="sm">
          The confirmation of {order.number} goes to <strong>{order.email}</strong> once more, as the order is
          now.
        </Text>
        <Failure error={resend.error} isOpen={false} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={resend.isPending}>
            Don't send
          </Button>
          <Button type="submit" loading={resend.isPending} data-autofocus>
            Send it again
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
