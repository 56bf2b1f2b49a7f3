import { formatMoney } from "@dualtrack/contract";
import { Anchor } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { disputeBadges } from "../../dispute-badges.ts";
import { exactTime } from "../../messages.ts";
import type { Me, OrderDispute } from "../../server/trpc.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { Ago } from "../../ui/ago.tsx";
import { CopyId } from "../../ui/copy-id.tsx";
import { Status } from "../../ui/status.tsx";
import { type DisputedGoods, deadlineText, disputeTexts } from "./dispute-facts.ts";
import { forManagers } from "./order-facts.ts";
import classes from "./risk-panel.module.css";
import { PanelFacts, RiskPanel } from "./risk-panel.tsx";

/** One dispute of an order: its status, and the ways to answer it. */
export function DisputePanel({
  dispute,
  goods,
  me,
  now,
  onAccept,
  onNotice,
}: {
  dispute: OrderDispute;
  goods: DisputedGoods;
  me: Me;
  now: number;
  onAccept: () => void;
  onNotice: (notice: ReactNode) => void;
}) {
  const navigate = useNavigate();
  const answer = () =>
    void navigate({
      to: "/disputes/$disputeId",
      params: { disputeId: dispute.id },
      state: { fromList: true },
    });
  return (
    <DisputeState dispute={dispute} goods={goods} now={now}>
      {(dispute.canRespond || dispute.canAccept) && (
        <fieldset className={classes.actions} aria-label="Dispute">
          {dispute.canRespond && (
            <ActionButton
              variant="filled"
              disabledReason={forManagers(me)}
              onPress={answer}
              onRefused={onNotice}
            >
              {answerText(dispute)}
            </ActionButton>
          )}
          {dispute.canAccept && (
            <ActionButton disabledReason={forManagers(me)} onPress={onAccept} onRefused={onNotice}>
              Accept dispute
            </ActionButton>
          )}
        </fieldset>
      )}
    </DisputeState>
  );
}

/** A dispute's status, its cost, and the deadline for an answer. */
export function DisputeState({
  dispute,
  goods,
  now,
  children,
}: {
  dispute: OrderDispute;
  goods: DisputedGoods;
  now: number;
  children?: ReactNode;
}) {
  const { tone, title, text } = disputeTexts(dispute, goods);
  const until = deadlineText(dispute, now);
  const { deadline } = dispute;
  return (
    <RiskPanel
      tone={tone}
      title={title}
      aside={
        until !== null &&
        deadline !== null && (
          <time dateTime={deadline} title={exactTime(deadline)}>
            {until}
          </time>
        )
      }
    >
      <p>{text}</p>
      <PanelFacts facts={factsOf(dispute, now)} />
      {children}
    </RiskPanel>
  );
}

function answerText({ isInquiry, hasEvidence, submissionCount }: OrderDispute): string {
  if (hasEvidence && submissionCount === 0) return "Go on with the answer";
  return isInquiry ? "Answer inquiry" : "Answer dispute";
}

function factsOf(dispute: OrderDispute, now: number): [string, ReactNode][] {
  const { status, withdrawn, fee, openedAt, closedAt, answeredBy, answeredAt, dashboardUrl } = dispute;
  return [
    ["State", <Status key="state" {...disputeBadges[status]} />],
    ...(withdrawn !== null && withdrawn.amount > 0
      ? [
          [status === "lost" ? "Taken by the bank" : "Held by the bank", formatMoney(withdrawn)] as [
            string,
            ReactNode,
          ],
        ]
      : []),
    ...(fee !== null && fee.amount > 0 ? [["Fee", formatMoney(fee)] as [string, ReactNode]] : []),
    ["Opened", <Ago key="opened" at={openedAt} now={now} />],
    ...(closedAt !== null
      ? [["Ended", <Ago key="ended" at={closedAt} now={now} />] as [string, ReactNode]]
      : []),
    ...(answeredBy !== null && answeredAt !== null
      ? [
          [
            "Answered here",
            <span key="answered">
              {answeredBy}, <Ago at={answeredAt} now={now} />
            </span>,
          ] as [string, ReactNode],
        ]
      : []),
    ["Dispute", <CopyId key="id" id={dispute.id} />],
    ...(dashboardUrl !== null
      ? [
          [
            "At Stripe",
            <Anchor key="stripe" href={dashboardUrl} target="_blank" rel="noreferrer" inherit>
              Open
            </Anchor>,
          ] as [string, ReactNode],
        ]
      : []),
  ];
}
