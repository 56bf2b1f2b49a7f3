import {
  discountRows,
  formatMoney,
  hasShippedLine,
  type Money,
  shippingBefore,
  taxLabel,
} from "@dualtrack/contract";
import { Table } from "@mantine/core";
import type { ReactNode } from "react";
import { useSettings } from "../../server/settings.ts";
import type { Me, OrderLine, OrderView } from "../../server/trpc.ts";
import { shopSpan, shopTime } from "../../shop-time.ts";
import { GoodsPicture } from "../../ui/goods-picture.tsx";
import { Section } from "../../ui/section.tsx";
import { BookingActions, type BookingDialog } from "./booking-actions.tsx";
import classes from "./order.module.css";
import { lostLabel, minus } from "./order-facts.ts";

/** The lines of the order, what they cost, and how many units are in stock. */
export function OrderLines({
  order,
  me,
  now,
  onOpen,
  onNotice,
}: {
  order: OrderView;
  me: Me;
  now: number;
  onOpen: (dialog: BookingDialog, line: OrderLine) => void;
  onNotice: (notice: ReactNode) => void;
}) {
  const { lines, subtotal, discount, discounts, shipping, shippingMethod, taxes, total, payment } = order;
  const { timeZone } = useSettings();
  const fees = payment?.disputeFees ?? [];
  return (
    <Section title={lines.length === 1 ? "1 line" : `${lines.length} lines`}>
      <Table horizontalSpacing={10} className={classes.lines}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Product</Table.Th>
            <Table.Th scope="col" className={classes.wideOnly}>
              In stock
            </Table.Th>
            <Table.Th scope="col" className={classes.wideOnly}>
              Each
            </Table.Th>
            <Table.Th scope="col">Quantity</Table.Th>
            <Table.Th scope="col">Amount</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Table.Tr key={line.id}>
              <Table.Td>
                <div className={classes.goods}>
                  <GoodsPicture picture={line.picture} title={line.productTitle} />
                  <div>
                    <span className={classes.product}>{line.productTitle}</span>
                    <span className={classes.sub}>
                      {[line.artist, line.variantTitle].filter(Boolean).map((text) => `${text} · `)}
                      <span className={classes.sku}>{line.sku}</span>
                    </span>
                    {line.startsAt !== null && (
                      <span className={classes.sub}>{bookedText(line.startsAt, line.booking, timeZone)}</span>
                    )}
                    <BookingActions {...{ order, line, me, now, onOpen, onNotice }} />
                    <span className={`${classes.sub} ${classes.narrowOnly}`}>
                      {formatMoney(line.unitPrice)} each, {stockText(line)}
                    </span>
                  </div>
                </div>
              </Table.Td>
              <Table.Td className={classes.wideOnly}>{stockText(line)}</Table.Td>
              <Table.Td className={classes.wideOnly}>{formatMoney(line.unitPrice)}</Table.Td>
              <Table.Td>
                {line.quantity}
                {line.shippedQuantity > 0 && (
                  <span className={classes.sub}>{line.shippedQuantity} shipped</span>
                )}
                {line.cancelledQuantity > 0 && (
                  <span className={classes.sub}>{line.cancelledQuantity} cancelled</span>
                )}
                {line.refundedQuantity > line.cancelledQuantity && (
                  <span className={classes.sub}>
                    {line.refundedQuantity - line.cancelledQuantity} refunded
                  </span>
                )}
                {line.backQuantity > 0 && (
                  <span className={classes.sub}>{line.backQuantity} back in stock</span>
                )}
              </Table.Td>
              <Table.Td>{formatMoney(line.amount)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <dl className={classes.totals}>
        <Total label="Subtotal" value={subtotal} />
        {hasShippedLine(lines) && (
          <Total
            label={shippingMethod === null ? "Shipping" : `Shipping: ${shippingMethod.name}`}
            value={shippingBefore(shipping, discounts)}
          />
        )}
        {discountRows(discount, discounts).map(({ label, amount }) => (
          <Deduction key={label} label={label} value={amount} />
        ))}
        <Taxes taxes={taxes.filter(({ isIncluded }) => !isIncluded)} />
        <Total label="Total" value={total} strong />
        {order.charge === null ? (
          <Taxes taxes={taxes.filter(({ isIncluded }) => isIncluded)} />
        ) : (
          <>
            {order.charge.state !== "none" && (
              <Deduction label="Cancelled, not charged" value={order.uncaptured} />
            )}
            <Total
              label={order.charge.state === "due" ? "To charge" : "Charged"}
              value={order.charge.money}
              strong
            />
            <Taxes taxes={order.charge.taxes} />
          </>
        )}
        {payment && (payment.net.amount !== payment.received.amount || fees.length > 0) && (
          <>
            <Deduction label="Refunded" value={payment.refunded} />
            <Deduction label="On its way back" value={payment.underWay} />
            <Deduction label="Held by the bank" value={minus(payment.disputed, payment.lost.amount)} />
            <Deduction label={lostLabel(order)} value={payment.lost} />
            {fees.map((fee) => (
              <Deduction
                key={fee.currency}
                label={fee.currency === total.currency ? "Dispute fee" : "Dispute fee, not taken off"}
                value={fee}
              />
            ))}
            <Total label="Net" value={payment.net} strong />
          </>
        )}
      </dl>
    </Section>
  );
}

/** When it is booked, which room or person it takes, and whether the time is free again. */
function bookedText(startsAt: string, booking: OrderLine["booking"], timeZone: string): string {
  if (booking === null) return shopTime(startsAt, timeZone);
  const { endsAt, resource, isFreed, isTooLate, isNoShow } = booking;
  return [
    shopSpan(booking.startsAt, endsAt, timeZone),
    resource,
    isTooLate ? "not free when the payment came" : isFreed && "not booked any more",
    isNoShow && "did not come",
  ]
    .filter(Boolean)
    .join(" · ");
}

function stockText({ stock }: OrderLine): string {
  if (stock === null) return "not stocked";
  return stock.reserved === 0 ? `${stock.onHand} on hand` : `${stock.onHand} on hand, ${stock.reserved} held`;
}

/** The tax of each rate. */
function Taxes({ taxes }: { taxes: OrderView["taxes"] }) {
  return taxes.map((line) => (
    <Total
      key={`${line.jurisdiction} ${line.name} ${line.rate}`}
      label={`${taxLabel(line)} (${line.jurisdiction})`}
      value={line.tax}
    />
  ));
}

/** An amount that is deducted; nothing if it is zero. */
function Deduction({ label, value }: { label: string; value: Money }) {
  return value.amount > 0 ? (
    <Total label={label} value={minus({ ...value, amount: 0 }, value.amount)} />
  ) : null;
}

function Total({ label, value, strong = false }: { label: string; value: Money; strong?: boolean }) {
  return (
    <div data-strong={strong || undefined}>
      <dt>{label}</dt>
      <dd>{formatMoney(value).replace("-", "−")}</dd>
    </div>
  );
}
