import { formatMoney } from "@dualtrack/contract";
import { Button, Text } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { newRequestId } from "../../new-request-id.ts";
import { type OrderView, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useOnce } from "../../ui/use-once.ts";
import { minus } from "./order-facts.ts";
import { type OrderNotice, refundNotice } from "./order-notice.ts";
import { RefundFields } from "./refund-fields.tsx";
import { firstChoice, planRefund, planSentence, unshippedSentence } from "./refund-plan.ts";
import { useOrderChanged } from "./use-order-changed.ts";

/** Gives money back, and says beforehand exactly what will happen. `onDone` gets what is then a fact, in words. */
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
  const [choice, setChoice] = useState(() => firstChoice(order));
  const changed = useOrderChanged(order.number);
  const refund = trpc.orders.refund.useMutation({ onSettled: changed });
  const left = order.payment?.refundable ?? { amount: 0, currency: order.total.currency };
  const disputed = order.payment?.disputed ?? { amount: 0, currency: left.currency };
  const money = (amount: number) => formatMoney({ amount, currency: left.currency });
  const { frozen, send } = useOnce(refund, () => onDone(refundNotice(requestId)));
  // What was sent already counts, even when the order has changed since.
  const plan = frozen === null ? planRefund(order, choice) : { ...frozen, problem: null };
  const canSend = plan.amount !== null && plan.problem === null;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (plan.amount === null || plan.problem !== null) return;
    const { reason, note } = choice;
    send({ orderId: order.id, requestId, amount: plan.amount, lines: plan.lines, reason, note: note.trim() });
  }

  return (
    <Dialog title={`Refund ${order.number}`} size="lg" isBusy={refund.isPending} onClose={onClose}>
      <form onSubmit={submit} noValidate>
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
        <RefundFields
          order={order}
          choice={choice}
          problem={plan.problem}
          disabled={refund.isPending || frozen !== null}
          onChange={(part) => setChoice((before) => ({ ...before, ...part }))}
        />
        <Failure error={refund.error} isOpen={frozen !== null} />
        <div className={classes.foot}>
          <p className={classes.sentence} aria-live="polite">
            <strong>
              {plan.problem === null ? planSentence(order, plan) : "Nothing can be sent like this."}
            </strong>
            {canSend && plan.amount !== null && frozen === null && (
              <>
                {" "}
                {unshippedSentence(order, plan)} After that, {money(left.amount - plan.amount)} of the payment
                is left.
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
