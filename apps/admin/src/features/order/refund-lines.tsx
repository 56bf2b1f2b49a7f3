import { formatMoney } from "@dualtrack/contract";
import { Checkbox, Text } from "@mantine/core";
import type { OrderLine, OrderView } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Stepper } from "../../ui/stepper.tsx";
import { lineName, remainingOf } from "./order-facts.ts";
import type { RefundChoice } from "./refund-plan.ts";

/** The goods that are refunded, and which of them go back in stock. */
export function RefundLines({
  order,
  choice,
  problem,
  onChange,
}: {
  order: OrderView;
  choice: RefundChoice;
  problem: string | null;
  onChange: (part: Partial<RefundChoice>) => void;
}) {
  const byLine = choice.mode === "lines";
  const lines = byLine ? order.lines : order.lines.filter((line) => remainingOf(line) > 0);
  return (
    <div>
      <ul className={classes.lines}>
        {lines.map((line) => (
          <li key={line.id} className={classes.line}>
            <span className={classes.lineTitle}>
              {lineName(line)}
              <span className={classes.lineFacts}>
                {formatMoney(line.unitPrice)} each, {factsOf(line)}
                {paidLessNote(line)}
              </span>
            </span>
            {byLine && (
              <Stepper
                label={lineName(line)}
                value={Math.min(choice.quantities[line.id] ?? 0, remainingOf(line))}
                max={remainingOf(line)}
                onChange={(quantity) =>
                  onChange({ quantities: { ...choice.quantities, [line.id]: quantity } })
                }
              />
            )}
            {line.stock !== null && (
              <Checkbox
                size="xs"
                label="Goes back in stock"
                aria-label={`Put ${lineName(line)} back in stock`}
                disabled={remainingOf(line) === 0}
                checked={choice.restock[line.id] ?? false}
                onChange={(event) =>
                  onChange({ restock: { ...choice.restock, [line.id]: event.currentTarget.checked } })
                }
              />
            )}
          </li>
        ))}
      </ul>
      {byLine && order.shippingPaid.amount > 0 && (
        <Checkbox
          size="xs"
          mt={8}
          label={`Shipping, too: ${formatMoney(order.shippingPaid)}`}
          checked={choice.withShipping}
          onChange={(event) => onChange({ withShipping: event.currentTarget.checked })}
        />
      )}
      <div role="alert">
        {problem !== null && (
          <Text size="xs" c="red" mt={6}>
            {problem}
          </Text>
        )}
      </div>
    </div>
  );
}

function factsOf(line: OrderLine): string {
  const { quantity, refundedQuantity, cancelledQuantity, shippedQuantity } = line;
  const refunded = refundedQuantity - cancelledQuantity;
  return [
    `${quantity} bought`,
    shippedQuantity > 0 && `${shippedQuantity} shipped`,
    cancelledQuantity > 0 && `${cancelledQuantity} cancelled`,
    refunded > 0 && `${refunded} refunded`,
    refundedQuantity > 0 && `${remainingOf(line)} left`,
  ]
    .filter(Boolean)
    .join(", ");
}

/** What was paid for the remaining units, where a discount makes it less than their prices. */
function paidLessNote(line: OrderLine): string {
  const { amount: price, currency } = line.unitPrice;
  const left = remainingOf(line);
  const paid = line.refundAmounts[left] ?? 0;
  return paid === price * left ? "" : `, paid with ${formatMoney({ amount: paid, currency })}`;
}
