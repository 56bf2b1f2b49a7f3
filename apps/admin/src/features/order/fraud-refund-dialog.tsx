import { newRequestId } from "@dualtrack/browser";
import { cancelOrderInput, formatMoney, refundOrderInput } from "@dualtrack/contract";
import { Button, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useSettings } from "../../server/settings.ts";
import { type OrderFraudWarning, type OrderView, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { type ActionForm, useActionForm } from "../../ui/use-action-form.ts";
import { cancelNotice, cancelSentences } from "./cancel-texts.ts";
import { payerName } from "./order-facts.ts";
import { type OrderNotice, refundNotice } from "./order-notice.ts";
import { firstChoice, planRefund } from "./refund-plan.ts";
import { useOrderChanged } from "./use-order-changed.ts";

interface FraudRefundProps {
  order: OrderView;
  warning: OrderFraudWarning;
  onDone: (notice: OrderNotice) => void;
  onClose: () => void;
}

/**
 * Refunds a payment before it becomes a dispute: it cancels the order or, once a part of it has been shipped, refunds
 * the money alone.
 */
export function FraudRefundDialog(props: FraudRefundProps) {
  const [asOpened] = useState(props.order);
  return asOpened.can.cancel ? <CancelAndRefund {...props} /> : <RefundRemaining {...props} />;
}

function CancelAndRefund({ order, onDone, onClose }: FraudRefundProps) {
  const [requestId] = useState(newRequestId);
  const [asOpened] = useState(order);
  const { timeZone } = useSettings();
  const [now] = useState(Date.now);
  const changed = useOrderChanged(order.number);
  const cancel = trpc.orders.cancel.useMutation({ onSettled: changed });
  const action = useActionForm({
    initialValues: { note: "" },
    schema: cancelOrderInput,
    inputOf: ({ note }) => ({ orderId: order.id, requestId, reason: "fraudulent", note }),
    mutation: cancel,
    onDone: () => onDone(refundNotice(requestId, cancelNotice(asOpened))),
  });
  const back = asOpened.payment?.refundable ?? asOpened.total;
  return (
    <FraudRefundForm
      title={`Refund and cancel ${order.number}?`}
      consequences={cancelSentences(asOpened, { timeZone, now })}
      button={`Refund ${formatMoney(back)} and cancel`}
      isBusy={cancel.isPending}
      action={action}
      onClose={onClose}
    />
  );
}

function RefundRemaining({ order, onDone, onClose }: FraudRefundProps) {
  const [requestId] = useState(newRequestId);
  const [asOpened] = useState(order);
  const changed = useOrderChanged(order.number);
  const refund = trpc.orders.refund.useMutation({ onSettled: changed });
  const back = asOpened.payment?.refundable ?? asOpened.total;
  const where = payerName(asOpened.payment);
  const { lines } = planRefund(asOpened, firstChoice(asOpened));
  const action = useActionForm({
    initialValues: { note: "" },
    schema: refundOrderInput,
    inputOf: ({ note }) => ({
      ...{ orderId: order.id, requestId, amount: back.amount, lines, reason: "fraudulent", note },
    }),
    mutation: refund,
    onDone: () => onDone(refundNotice(requestId)),
  });
  return (
    <FraudRefundForm
      title={`Refund ${order.number}?`}
      consequences={[
        `Refund ${formatMoney(back)} to ${where}.`,
        "A part of the order has left, so it can't be cancelled. Stop the shipment at its carrier if you can.",
        "What has not left won't be shipped.",
      ]}
      button={`Refund ${formatMoney(back)}`}
      isBusy={refund.isPending}
      action={action}
      onClose={onClose}
    />
  );
}

type NoteAction = Pick<
  ActionForm<{ note: string }, typeof cancelOrderInput>,
  "form" | "onSubmit" | "isLocked" | "failure"
> & { frozen: object | null };

function FraudRefundForm({
  title,
  consequences,
  button,
  isBusy,
  action: { form, onSubmit, isLocked, frozen, failure },
  onClose,
}: {
  title: string;
  consequences: string[];
  button: string;
  isBusy: boolean;
  action: NoteAction;
  onClose: () => void;
}) {
  return (
    <Dialog title={title} isBusy={isBusy} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <ul className={classes.consequences}>
          {consequences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <Text size="sm" mb="sm">
          Stripe is told that it was fraud, and there will be no dispute about this money. This can't be
          undone.
        </Text>
        <Textarea
          label="Note"
          description="For your colleagues; the customer does not see it."
          rows={2}
          maxLength={1_000}
          disabled={isLocked}
          {...form.getInputProps("note")}
        />
        <Failure error={failure} isOpen={frozen !== null} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={isBusy} data-autofocus>
            {frozen === null ? "Decide later" : "Close"}
          </Button>
          <Button type="submit" color="red" loading={isBusy}>
            {button}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
