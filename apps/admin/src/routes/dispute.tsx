import { Anchor, Skeleton, Title } from "@mantine/core";
import { getRouteApi, Link, useLocation, useRouter } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { Answer } from "../features/disputes/answer.tsx";
import { SubmittedEvidence } from "../features/disputes/submitted-evidence.tsx";
import { DisputeState } from "../features/order/dispute-panel.tsx";
import { refusalOf } from "../server/refusals.ts";
import { type DisputeEvidence, trpc } from "../server/trpc.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle } from "../ui/page-title.tsx";
import { Problem } from "../ui/problem.tsx";
import { useNow } from "../ui/use-now.ts";

const route = getRouteApi("/console/disputes/$disputeId");
const consoleRoute = getRouteApi("/console");

/** One dispute, and the evidence for the bank. */
export function DisputeRoute() {
  const { disputeId } = route.useParams();
  const isId = /^(dp|du)_\w{1,200}$/.test(disputeId);
  const { me } = consoleRoute.useRouteContext();
  const mayRead = me.role !== "support";
  const evidence = trpc.disputes.evidence.useQuery({ disputeId }, { enabled: isId && mayRead, staleTime: 0 });
  const back = useWayBack();
  const isMissing = !isId || refusalOf(evidence.error)?.code === "DISPUTE_NOT_FOUND";
  return (
    <>
      <PageTitle>Dispute</PageTitle>
      <BackLink to="/disputes" onBack={back}>
        Disputes
      </BackLink>
      {isMissing && <Title order={1}>There is no dispute {disputeId}</Title>}
      {!isMissing && (
        <>
          <Title order={1}>
            Dispute{" "}
            {evidence.data?.order && (
              <>
                of <OrderLink number={evidence.data.order.number} />
              </>
            )}
          </Title>
          {!mayRead && <p>Only an owner or a manager may answer a dispute.</p>}
          {mayRead && evidence.isPending && (
            <Skeleton height={320} mt="md" role="status" aria-label="Loading" />
          )}
          {evidence.isError && (
            <Problem
              title="The dispute could not be loaded"
              error={evidence.error}
              onRetry={evidence.refetch}
            />
          )}
          {evidence.data && <Dispute key={disputeId} evidence={evidence.data} />}
        </>
      )}
    </>
  );
}

function Dispute({ evidence }: { evidence: DisputeEvidence }) {
  const { me } = consoleRoute.useRouteContext();
  const now = useNow();
  const [notice, setNotice] = useState<ReactNode>(null);
  const { dispute, draft, order } = evidence;
  return (
    <>
      <DisputeState dispute={dispute} goods={order} now={now} />
      <Notice>{notice}</Notice>
      {dispute.canRespond ? (
        <Answer evidence={evidence} me={me} onNotice={setNotice} />
      ) : (
        <SubmittedEvidence draft={draft} wasSubmitted={dispute.submissionCount > 0} />
      )}
    </>
  );
}

function OrderLink({ number }: { number: string }) {
  return (
    <Anchor inherit renderRoot={(props) => <Link to="/orders/$number" params={{ number }} {...props} />}>
      {number}
    </Anchor>
  );
}

/** The way back to the page that opened this one: the list, or the order. */
function useWayBack(): () => void {
  const router = useRouter();
  const { fromList } = useLocation().state;
  return () => {
    if (fromList) router.history.back();
    else void router.navigate({ to: "/disputes" });
  };
}
