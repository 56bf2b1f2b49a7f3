import { formatMoney } from "@dualtrack/contract";
import { Anchor, Skeleton, Title } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { PayoutSums } from "../features/payouts/payout-sums.tsx";
import { PayoutTransactions } from "../features/payouts/payout-transactions.tsx";
import classes from "../features/payouts/payouts.module.css";
import { dayOfArrival, payoutBadges } from "../payout-texts.ts";
import { refusalOf } from "../server/refusals.ts";
import { type Payout, trpc } from "../server/trpc.ts";
import { BackLink } from "../ui/back-link.tsx";
import { CopyId } from "../ui/copy-id.tsx";
import { PageTitle } from "../ui/page-title.tsx";
import { PathLink } from "../ui/path-link.tsx";
import { Problem } from "../ui/problem.tsx";
import { Section } from "../ui/section.tsx";
import { Status } from "../ui/status.tsx";
import { useNow } from "../ui/use-now.ts";

const route = getRouteApi("/console/payouts/$payoutId");

/** One payout: how it adds up, and each transaction with its order. */
export function PayoutRoute() {
  const { payoutId } = route.useParams();
  const isId = /^po_\w{1,250}$/.test(payoutId);
  const now = useNow();
  const payout = trpc.payouts.get.useQuery({ payoutId }, { enabled: isId });
  const isMissing = !isId || refusalOf(payout.error)?.code === "PAYOUT_NOT_FOUND";
  return (
    <>
      <PageTitle>Payout</PageTitle>
      <BackLink to="/payouts">Payouts</BackLink>
      {isMissing && <Title order={1}>There is no payout {payoutId.slice(0, 60)} on record</Title>}
      {!isMissing && payout.isPending && <Skeleton height={240} mt="md" role="status" aria-label="Loading" />}
      {!isMissing && payout.isError && (
        <Problem title="The payout could not be loaded" error={payout.error} onRetry={payout.refetch} />
      )}
      {payout.data && (
        <>
          <Head payout={payout.data} />
          <Section title="How it adds up">
            <PayoutSums payout={payout.data} />
            {payout.data.addsUp === false && (
              <p className={classes.dim}>
                <PathLink path={`/reconciliation?q=${payoutId}`}>
                  Read it again, or dismiss the difference with a reason
                </PathLink>
              </p>
            )}
          </Section>
          {payout.data.sums !== null && <PayoutTransactions payoutId={payoutId} now={now} />}
        </>
      )}
    </>
  );
}

function Head({ payout }: { payout: Payout }) {
  const { id, state, amount, failure, stripeUrl } = payout;
  return (
    <>
      <Title order={1}>
        {formatMoney(amount)} on {dayOfArrival(payout)}
      </Title>
      <div className={classes.facts}>
        <Status {...payoutBadges[state]} />
        <CopyId id={id} />
        {stripeUrl !== null && (
          <Anchor href={stripeUrl} target="_blank" rel="noreferrer" size="sm">
            Open at Stripe
          </Anchor>
        )}
      </div>
      {failure !== null && (
        <p className={classes.bad}>
          {failure.message ?? failure.code} Stripe has the money again, and pays it out with the next one once
          the bank account in its dashboard is right.
        </p>
      )}
    </>
  );
}
