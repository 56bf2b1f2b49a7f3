import { newRequestId } from "@dualtrack/browser";
import { formatMoney, refundOrderInput } from "@dualtrack/contract";
import { Button, Text } from "@mantine/core";
import { useState } from "react";
import { useSettings } from "../../server/settings.ts";
import { type OrderView, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { minus } from "./order-facts.ts";
import { type OrderNotice, refundNotice } from "./order-notice.ts";
import { RefundFields } from "./refund-fields.tsx";
import { firstChoice, freedSentence, planRefund, planSentence, unshippedSentence } from "./refund-plan.ts";
import { useOrderChanged } from "./use-order-changed.ts";

/** Makes a refund, after saying exactly what will happen. `onDone` gets the notice about it. */
export function RefundDialog({
  order,
  onDone,
  onClose,
}: {
  order: OrderView;
  onDone: (notice: OrderNotice) => void;
  onClose: () => void;
}) {
  const [requestId] = useState(newRequestId);
  const { timeZone } = useSettings();
  const changed = useOrderChanged(order.number);
  const refund = trpc.orders.refund.useMutation({ onSettled: changed });
  const left = order.payment?.refundable ?? { amount: 0, currency: order.total.currency };
  const disputed = order.payment?.disputed ?? { amount: 0, currency: left.currency };
  const money = (amount: number) => formatMoney({ amount, currency: left.currency });
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: firstChoice(order),
    schema: refundOrderInput,
    inputOf(choice) {
      const { amount, lines } = planRefund(order, choice);
      return { orderId: order.id, requestId, amount, lines, reason: choice.reason, note: choice.note };
    },
    check: (choice) => ({ amount: planRefund(order, choice).problem }),
    mutation: refund,
    onDone: () => onDone(refundNotice(requestId)),
  });
  // A request that was sent already counts, even if the order has changed since.
  const plan = frozen === null ? planRefund(order, form.values) : { ...frozen, problem: null };
  const canSend = plan.amount !== null && plan.problem === null;

  return (
    <Dialog title={`Refund ${order.number}`} size="lg" isBusy={refund.isPending} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <dl className={classes.sums}>
          <Sum label="Received" value={formatMoney(order.payment?.received ?? left)} />
          <Sum
            label="Refunded already"
            value={formatMoney(minus(order.payment?.received ?? left, left.amount + disputed.amount))}
          />
          {disputed.amount > 0 && <Sum label="Disputed" value={formatMoney(disputed)} />}
          <Sum label="Left" value={formatMoney(left)} />
        </dl>
        {disputed.amount > 0 && (
          <Text size="sm" c="dimmed" mb="sm">
            The customer’s bank has the disputed {formatMoney(disputed)}: refunding it would pay the customer
            twice, so only the rest can go back.
          </Text>
        )}
        <RefundFields order={order} form={form} problem={plan.problem} disabled={isLocked} />
        <Failure error={failure} isOpen={frozen !== null} />
        <div className={classes.foot}>
          <p className={classes.sentence} aria-live="polite">
            <strong>
              {plan.problem === null ? planSentence(order, plan) : "Nothing can be sent like this."}
            </strong>
            {canSend && plan.amount !== null && frozen === null && (
              <>
                {" "}
                {unshippedSentence(order, plan)} {freedSentence(order, plan, { timeZone, now: Date.now() })}{" "}
                After that, {money(left.amount - plan.amount)} of the payment is left.
              </>
            )}
          </p>
          <div className={classes.buttons}>
            <Button variant="default" onClick={onClose} disabled={refund.isPending}>
              {frozen === null ? "Don't refund" : "Close"}
            </Button>
            <Button type="submit" loading={refund.isPending} disabled={!canSend}>
              {plan.amount === null ? "Refund" : `Refund ${money(plan.amount)}`}
            </Button>
          </div>
        </div>
      </form>
    </Dialog>
  );
}

function Sum({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
