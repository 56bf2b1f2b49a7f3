import { newRequestId } from "@dualtrack/browser";
import { decideRefundGoodsInput } from "@dualtrack/contract";
import { Button, Text } from "@mantine/core";
import { useState } from "react";
import { type OrderLine, type OrderRefund, type OrderView, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { Stepper } from "../../ui/stepper.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { backIn, lineFacts, lineName, listGoods } from "./order-facts.ts";
import type { OrderNotice } from "./order-notice.ts";
import { goodsQuestion } from "./refund-goods-text.ts";
import { restText } from "./rest-text.ts";
import { useOrderChanged } from "./use-order-changed.ts";

interface GoodsDecision {
  restocked: number;
  notReturned: number;
}

const undecided: GoodsDecision = { restocked: 0, notReturned: 0 };

/**
 * Asks where the goods of a refund are that was made at Stripe, where refunds name no goods: those without a decision
 * yet. Goods that never left an order which is refunded in full are most likely to stay here.
 */
export function RefundGoodsDialog({
  order,
  refund,
  onDone,
  onClose,
}: {
  order: OrderView;
  refund: OrderRefund;
  onDone: (notice: OrderNotice) => void;
  onClose: () => void;
}) {
  const [requestId] = useState(newRequestId);
  // What was back in stock when the dialog was opened; if another person has restocked more since, the server refuses.
  const [seen] = useState(order);
  const changed = useOrderChanged(order.number);
  const decide = trpc.refunds.decideGoods.useMutation({ onSettled: changed });
  const open = order.lines.filter(({ keptQuantity }) => keptQuantity > 0);
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: firstDecisions(order),
    schema: decideRefundGoodsInput,
    inputOf: (decisions) => ({
      refundId: refund.id,
      requestId,
      lines: open.map((line) => {
        const { restocked, notReturned } = decisions[line.id] ?? undecided;
        return { orderLineId: line.id, back: restocked, gone: notReturned, backBefore: backIn(seen, line) };
      }),
    }),
    mutation: decide,
    onDone: () => onDone(() => "Where the goods are is recorded."),
  });
  const of = (line: OrderLine) => form.values[line.id] ?? undecided;
  const set = (line: OrderLine, part: Partial<GoodsDecision>) =>
    form.setValues({ [line.id]: { ...of(line), ...part } });
  const named = (quantityOf: (line: OrderLine) => number) =>
    listGoods(
      open
        .map((line) => ({ name: lineName(line), quantity: quantityOf(line) }))
        .filter(({ quantity }) => quantity > 0),
    );
  const [restocked, notReturned] = [
    named((line) => of(line).restocked),
    named((line) => of(line).notReturned),
  ];
  const rest = restText(order, (line) => line.keptQuantity - of(line).restocked - of(line).notReturned);
  const isDecided = restocked !== "" || notReturned !== "";

  return (
    <Dialog title={goodsQuestion(refund)} size="lg" isBusy={decide.isPending} onClose={onClose}>
      <form onSubmit={onSubmit}>
        <fieldset className={classes.fields} disabled={isLocked}>
          <ul className={classes.lines}>
            {open.map((line) => (
              <li key={line.id} className={classes.line}>
                <span className={classes.lineTitle}>
                  {lineName(line)}
                  <span className={classes.lineFacts}>
                    {lineFacts(order, line)}
                    {line.keptQuantity < line.quantity && `; ${line.keptQuantity} to be answered`}
                  </span>
                </span>
                <span>
                  <Text size="xs">{line.backQuantity > 0 ? "Now also back" : "Back in stock"}</Text>
                  <Stepper
                    label={`${lineName(line)} back in stock`}
                    value={of(line).restocked}
                    max={line.keptQuantity - of(line).notReturned}
                    onChange={(quantity) => set(line, { restocked: quantity })}
                  />
                </span>
                <span>
                  <Text size="xs">Not coming back</Text>
                  <Stepper
                    label={`${lineName(line)} not coming back`}
                    value={of(line).notReturned}
                    max={line.keptQuantity - of(line).restocked}
                    onChange={(quantity) => set(line, { notReturned: quantity })}
                  />
                </span>
              </li>
            ))}
          </ul>
        </fieldset>
        <Failure error={failure} isOpen={frozen !== null} />
        <div className={classes.foot}>
          <p className={classes.sentence} aria-live="polite">
            {restocked !== "" && <strong>Put {restocked} back in stock now. </strong>}
            {notReturned !== "" && <strong>{notReturned}: not to be sent, and not in stock. </strong>}
            {rest}
          </p>
          <div className={classes.buttons}>
            <Button variant="default" onClick={onClose} disabled={decide.isPending}>
              {frozen === null ? "Not now" : "Close"}
            </Button>
            <Button type="submit" loading={decide.isPending} data-autofocus>
              {isDecided ? "Record" : "All stay as they are"}
            </Button>
          </div>
        </div>
      </form>
    </Dialog>
  );
}

/** By the line's id. */
function firstDecisions({ lines, isGivenBack }: OrderView): Record<string, GoodsDecision> {
  if (!isGivenBack) return {};
  return Object.fromEntries(
    lines.map(({ id, keptQuantity, shippedQuantity }) => [
      id,
      { restocked: Math.max(0, keptQuantity - shippedQuantity), notReturned: 0 },
    ]),
  );
}
