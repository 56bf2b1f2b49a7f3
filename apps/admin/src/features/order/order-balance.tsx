import { formatMoney } from "@dualtrack/contract";
import { dayOfArrival, payoutBadges } from "../../payout-texts.ts";
import { type OrderView, trpc } from "../../server/trpc.ts";
import { PathLink } from "../../ui/path-link.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Section } from "../../ui/section.tsx";
import { Status } from "../../ui/status.tsx";
import classes from "./order.module.css";

/** What the order's payment has brought at Stripe: the fee, the net, and the payout that it comes with. */
export function OrderBalance({ order: { number, payment } }: { order: OrderView }) {
  const balance = trpc.payouts.ofOrder.useQuery({ number }, { enabled: payment !== null });
  if (balance.isError)
    return <Problem title="The payout could not be loaded" error={balance.error} onRetry={balance.refetch} />;
  if (balance.data === undefined || balance.data.length === 0) return null;
  return (
    <Section title="Fee and payout">
      {balance.data.map(({ amount, fees, net, waiting, payouts }) => (
        <dl key={amount.currency} className={classes.facts}>
          <div>
            <dt>At Stripe</dt>
            <dd>{formatMoney(amount)}</dd>
          </div>
          <div>
            <dt>Fees</dt>
            <dd>{formatMoney(fees)}</dd>
          </div>
          <div>
            <dt>Net</dt>
            <dd>{formatMoney(net)}</dd>
          </div>
          {payouts.map((payout) => (
            <div key={payout.id}>
              <dt>
                <PathLink path={`/payouts/${payout.id}`}>Payout of {dayOfArrival(payout)}</PathLink>
              </dt>
              <dd>
                {formatMoney(payout.net)} <Status {...payoutBadges[payout.state]} />
              </dd>
            </div>
          ))}
          {waiting.amount !== 0 && (
            <div>
              <dt>In no payout yet</dt>
              <dd>{formatMoney(waiting)}</dd>
            </div>
          )}
        </dl>
      ))}
    </Section>
  );
}
