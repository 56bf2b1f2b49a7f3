import { markDeliveredInput } from "@dualtrack/contract";
import { Button, Text } from "@mantine/core";
import { useState } from "react";
import { type OrderView, type Shipment, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { NotifyCustomer } from "./notify-customer.tsx";
import { goodsIn } from "./ship-plan.ts";
import { carrierText } from "./tracking-choice.ts";
import { useOrderChanged } from "./use-order-changed.ts";

/** Records that a shipment has arrived. */
export function DeliverDialog({
  order,
  shipment,
  onDone,
  onClose,
}: {
  order: OrderView;
  shipment: Shipment;
  onDone: (notice: string) => void;
  onClose: () => void;
}) {
  const changed = useOrderChanged(order.number);
  const deliver = trpc.orders.markDelivered.useMutation({ onSettled: changed });
  const [isLast] = useState(() => isLastShipment(order, shipment));
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: { tellCustomer: order.email !== null },
    schema: markDeliveredInput,
    inputOf: ({ tellCustomer }) => ({ shipmentId: shipment.id, tellCustomer }),
    mutation: deliver,
    onDone: () =>
      onDone(
        `The shipment ${carrierText(shipment)} is delivered.${isLast ? " The order is completed." : ""}`,
      ),
  });

  return (
    <Dialog title="Mark the shipment as delivered?" isBusy={deliver.isPending} onClose={onClose}>
      <form onSubmit={onSubmit}>
        <ul className={classes.consequences}>
          <li>
            Delivered: {goodsIn(order, shipment.lines)}, sent {carrierText(shipment)}.
          </li>
          <li>
            {isLast
              ? `${order.number} is completed: nothing is left to ship or to arrive.`
              : `${order.number} stays open: not all of it has arrived.`}
          </li>
        </ul>
        <Text size="sm" mb="sm">
          This can't be undone.
        </Text>
        <NotifyCustomer
          email={order.email}
          checked={form.values.tellCustomer}
          disabled={isLocked}
          onChange={(isNotified) => form.setFieldValue("tellCustomer", isNotified)}
        />
        <Failure error={failure} isOpen={frozen !== null} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={deliver.isPending}>
            {frozen === null ? "Not yet" : "Close"}
          </Button>
          <Button type="submit" loading={deliver.isPending} data-autofocus>
            Mark as delivered
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function isLastShipment({ lines, shipments }: OrderView, shipment: Shipment): boolean {
  const others = shipments.filter(({ id }) => id !== shipment.id);
  return (
    lines.every(({ openQuantity }) => openQuantity === 0) &&
    others.every(({ deliveredAt }) => deliveredAt !== null)
  );
}
