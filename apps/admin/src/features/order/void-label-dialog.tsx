import { formatMoney, voidLabelInput } from "@dualtrack/contract";
import { Button } from "@mantine/core";
import { type OrderLabel, type OrderView, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { NotifyCustomer } from "./notify-customer.tsx";
import { goodsIn } from "./ship-plan.ts";
import { useOrderChanged } from "./use-order-changed.ts";

/** Sends a label back whose parcel has not left. */
export function VoidLabelDialog({
  order,
  label,
  onDone,
  onClose,
}: {
  order: OrderView;
  label: OrderLabel;
  onDone: (notice: string) => void;
  onClose: () => void;
}) {
  const changed = useOrderChanged(order.number);
  const send = trpc.labels.void.useMutation({ onSettled: changed });
  const goods = goodsIn(order, label.lines);
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: { tellCustomer: order.email !== null },
    schema: voidLabelInput,
    inputOf: (values) => ({ labelId: label.id, ...values }),
    mutation: send,
    onDone: () => onDone(`The label is sent back: ${goods} is to be shipped again.`),
  });
  return (
    <Dialog title="Send the label back?" isBusy={send.isPending} onClose={onClose}>
      <form onSubmit={onSubmit}>
        <ul className={classes.consequences}>
          <li>Only if the parcel is still here: do not use the label any more.</li>
          <li>To be shipped again: {goods}.</li>
          <li>
            {label.cost === null ? "Its price" : formatMoney(label.cost)} is asked back from {label.carrier},
            which decides within weeks. If it refuses, Home says so.
          </li>
        </ul>
        <NotifyCustomer
          email={order.email}
          checked={form.values.tellCustomer}
          disabled={isLocked}
          onChange={(isNotified) => form.setFieldValue("tellCustomer", isNotified)}
        />
        <Failure error={failure} isOpen={frozen !== null} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={send.isPending}>
            {frozen === null ? "Keep it" : "Close"}
          </Button>
          <Button type="submit" color="red" loading={send.isPending} data-autofocus>
            Send it back
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
