import { formatMoney } from "@dualtrack/contract";
import { Button, Text } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { type OrderLine, type OrderRefund, type OrderView, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { Stepper } from "../../ui/stepper.tsx";
import { useOnce } from "../../ui/use-once.ts";
import type { OrderFact } from "./order-fact.ts";
import { lineName, listGoods, remainingOf } from "./order-facts.ts";
import { useOrderChanged } from "./use-order-changed.ts";

interface Whereabouts {
  back: number;
  gone: number;
}

const unspoken: Whereabouts = { back: 0, gone: 0 };

/** Asks where the goods of a refund are that was made at Stripe, where goods have no names. */
export function RefundGoodsDialog({
  order,
  refund,
  onDone,
  onClose,
}: {
  order: OrderView;
  refund: OrderRefund;
  onDone: (fact: OrderFact) => void;
  onClose: () => void;
}) {
  const [chosen, choose] = useState<Record<string, Whereabouts>>({});
  const changed = useOrderChanged(order.number);
  const decide = trpc.refunds.decideGoods.useMutation({ onSettled: changed });
  const { frozen, send } = useOnce(decide, () => onDone(() => "It is noted where the goods are."));
  const open = order.lines.filter((line) => remainingOf(line) > 0);
  const of = (line: OrderLine) => chosen[line.id] ?? unspoken;
  const set = (line: OrderLine, part: Partial<Whereabouts>) =>
    choose((before) => ({ ...before, [line.id]: { ...of(line), ...part } }));
  const named = (quantityOf: (line: OrderLine) => number) =>
    listGoods(
      open
        .map((line) => ({ name: lineName(line), quantity: quantityOf(line) }))
        .filter(({ quantity }) => quantity > 0),
    );
  const [back, gone] = [named((line) => of(line).back), named((line) => of(line).gone)];
  const rest = named((line) => remainingOf(line) - of(line).back - of(line).gone);

  function submit(event: FormEvent) {
    event.preventDefault();
    const lines = open.map((line) => ({ orderLineId: line.id, ...of(line) }));
    send({ refundId: refund.id, lines: lines.filter((line) => line.back + line.gone > 0) });
  }

  return (
    <Dialog
      title={`${formatMoney(refund.amount)} was refunded at Stripe. Where are the goods?`}
      size="lg"
      isBusy={decide.isPending}
      onClose={onClose}
    >
      <form onSubmit={submit}>
        <fieldset className={classes.fields} disabled={decide.isPending || frozen !== null}>
          <ul className={classes.lines}>
            {open.map((line) => (
              <li key={line.id} className={classes.line}>
                <span className={classes.lineTitle}>
                  {lineName(line)}
                  <span className={classes.lineFacts}>
                    {line.quantity} bought, {line.shippedQuantity} sent
                  </span>
                </span>
                <span>
                  <Text size="xs">Back in stock</Text>
                  <Stepper
                    label={`${lineName(line)} back in stock`}
                    value={of(line).back}
                    max={remainingOf(line) - of(line).gone}
                    onChange={(quantity) => set(line, { back: quantity })}
                  />
                </span>
                <span>
                  <Text size="xs">Not coming back</Text>
                  <Stepper
                    label={`${lineName(line)} not coming back`}
                    value={of(line).gone}
                    max={remainingOf(line) - of(line).back}
                    onChange={(quantity) => set(line, { gone: quantity })}
                  />
                </span>
              </li>
            ))}
          </ul>
        </fieldset>
        <Failure error={decide.error} isOpen={frozen !== null} />
        <div className={classes.foot}>
          <p className={classes.sentence} aria-live="polite">
            {back !== "" && <strong>Put {back} back in stock now. </strong>}
            {gone !== "" && <strong>{gone}: not to be sent, and not in stock. </strong>}
            {rest !== "" && `${rest}: as before, still to be sent or with the customer.`}
          </p>
          <div className={classes.buttons}>
            <Button variant="default" onClick={onClose} disabled={decide.isPending}>
              {frozen === null ? "Not now" : "Close"}
            </Button>
            <Button type="submit" loading={decide.isPending} data-autofocus>
              {back === "" && gone === "" ? "All stay as they are" : "Note it"}
            </Button>
          </div>
        </div>
      </form>
    </Dialog>
  );
}
