import { Button, Text } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { type OrderView, type Parcel, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useOnce } from "../../ui/use-once.ts";
import { goodsIn } from "./ship-plan.ts";
import { TellCustomer } from "./tell-customer.tsx";
import { travelWords } from "./tracking-choice.ts";
import { useOrderChanged } from "./use-order-changed.ts";

/** Notes that a parcel has arrived. */
export function DeliverDialog({
  order,
  parcel,
  onDone,
  onClose,
}: {
  order: OrderView;
  parcel: Parcel;
  onDone: (fact: string) => void;
  onClose: () => void;
}) {
  const [tellCustomer, setTellCustomer] = useState(order.email !== null);
  const changed = useOrderChanged(order.number);
  const deliver = trpc.orders.markDelivered.useMutation({ onSettled: changed });
  const [isLast] = useState(() => isLastParcel(order, parcel));
  const { frozen, send } = useOnce(deliver, () =>
    onDone(`The parcel ${travelWords(parcel)} is delivered.${isLast ? " The order is completed." : ""}`),
  );

  function submit(event: FormEvent) {
    event.preventDefault();
    send({ shipmentId: parcel.id, tellCustomer });
  }

  return (
    <Dialog title="Mark the parcel as delivered?" isBusy={deliver.isPending} onClose={onClose}>
      <form onSubmit={submit}>
        <ul className={classes.consequences}>
          <li>
            Delivered: {goodsIn(order, parcel.lines)}, sent {travelWords(parcel)}.
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
        <TellCustomer email={order.email} checked={tellCustomer} onChange={setTellCustomer} />
        <Failure error={deliver.error} isOpen={frozen !== null} />
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

function isLastParcel({ lines, shipments }: OrderView, parcel: Parcel): boolean {
  const others = shipments.filter(({ id }) => id !== parcel.id);
  return (
    lines.every(({ openQuantity }) => openQuantity === 0) &&
    others.every(({ deliveredAt }) => deliveredAt !== null)
  );
}
