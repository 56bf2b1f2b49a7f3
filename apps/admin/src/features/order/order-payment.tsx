import { formatMoney } from "@dualtrack/contract";
import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import { problemLabel } from "../../labels.ts";
import { shortDay } from "../../messages.ts";
import { bankText, intentBadges } from "../../order-badges.ts";
import type { OrderView } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { CopyId } from "../../ui/copy-id.tsx";
import { Due } from "../../ui/due.tsx";
import { Section } from "../../ui/section.tsx";
import { Status } from "../../ui/status.tsx";
import classes from "./order.module.css";
import { lostLabel, minus, payerName } from "./order-facts.ts";

/** The order's payment, with Stripe's ids. */
export function OrderPayment({ order, now }: { order: OrderView; now: number }) {
  const { payment, bank, sync, paymentState } = order;
  if (payment === null && paymentState === "not_required")
    return (
      <Section title="Payment">
        <p className={classes.none}>No payment needed: the total is {formatMoney(order.total)}.</p>
      </Section>
    );
  return (
    <Section
      title="Payment"
      aside={
        payment?.dashboardUrl ? (
          <Anchor href={payment.dashboardUrl} target="_blank" rel="noreferrer" size="sm">
            Open at Stripe
          </Anchor>
        ) : undefined
      }
    >
      {bank && (
        <p className={classes.none}>
          The customer's bank has been deciding since <Ago at={bank.since} now={now} />. {bankText(bank)}:
          until {shortDay(bank.until, now)}.{" "}
          {bank.isOverdue
            ? "It takes longer than it may: look at the payment at Stripe."
            : "The order is confirmed, or fails, by itself; the goods stay held."}
        </p>
      )}
      {payment?.authorization && (
        <p className={payment.authorization.problem === null ? classes.none : classes.bad}>
          {authorizationText(payment.authorization)}
        </p>
      )}
      {payment === null ? (
        <p className={classes.none}>Stripe has not reported the payment yet.</p>
      ) : (
        <dl className={classes.facts}>
          <Fact label="Status">
            <Status {...intentBadges[payment.status]} />
          </Fact>
          {payment.method !== null && (
            <Fact label={payment.authorization ? "Card" : "Paid with"}>{payerName(payment)}</Fact>
          )}
          {payment.authorization && (
            <>
              <Fact label="Reserved">{formatMoney(order.total)}</Fact>
              {order.uncaptured.amount > 0 && (
                <Fact label="Of it to charge">{formatMoney(payment.authorization.money)}</Fact>
              )}
              <Fact label="Can be charged until">
                <Due at={payment.authorization.captureBefore} now={now} />
              </Fact>
            </>
          )}
          <Fact label="Received">{formatMoney(payment.received)}</Fact>
          <Fact label="Refunded">{formatMoney(payment.refunded)}</Fact>
          {order.base && (
            <Fact label={`Total in ${order.base.currency.toUpperCase()}`}>{baseText(order)}</Fact>
          )}
          {payment.paidAnotherWay.amount > 0 && (
            <Fact label="of it not through Stripe">{formatMoney(payment.paidAnotherWay)}</Fact>
          )}
          {payment.underWay.amount > 0 && (
            <Fact label="On its way back">{formatMoney(payment.underWay)}</Fact>
          )}
          {payment.disputed.amount > payment.lost.amount && (
            <Fact label="Held by the bank">{formatMoney(minus(payment.disputed, payment.lost.amount))}</Fact>
          )}
          {payment.lost.amount > 0 && <Fact label={lostLabel(order)}>{formatMoney(payment.lost)}</Fact>}
          {payment.disputeFees.map((fee) => (
            <Fact key={fee.currency} label="Dispute fee">
              {formatMoney(fee)}
            </Fact>
          ))}
          <Fact label="Refundable">{formatMoney(payment.refundable)}</Fact>
          <Fact label="Payment">
            <CopyId id={payment.paymentIntentId} />
          </Fact>
          {payment.sessionId !== null && (
            <Fact label="Stripe's page">
              <CopyId id={payment.sessionId} />
            </Fact>
          )}
          {payment.chargeId !== null && (
            <Fact label="Charge">
              <CopyId id={payment.chargeId} />
            </Fact>
          )}
        </dl>
      )}
      <dl className={classes.facts}>
        <Fact label="Sync attempts">{sync.attempts}</Fact>
        {sync.nextAt !== null && (
          <Fact label="Next attempt">
            <Due at={sync.nextAt} now={now} />
          </Fact>
        )}
      </dl>
      {sync.lastError !== null && (
        <p className={classes.bad}>The last attempt failed: {problemLabel(sync.lastError)}</p>
      )}
    </Section>
  );
}

function authorizationText({
  isEnding,
  problem,
}: NonNullable<NonNullable<OrderView["payment"]>["authorization"]>): string {
  if (problem !== null) return `It could not be charged or released: ${problemLabel(problem)}`;
  return isEnding
    ? "Stripe is being asked to charge or release it."
    : "It is charged when the order ships, and released when the order is cancelled.";
}

/** E.g. "€23.53, 1 EUR = 161.53 JPY". */
function baseText({ base, total }: OrderView): string | null {
  if (base === null) return null;
  if (base.total === null || base.rate === null) return "no rate is known";
  return `${formatMoney(base.total)}, 1 ${base.currency.toUpperCase()} = ${base.rate} ${total.currency.toUpperCase()}`;
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
