import type { ReactNode } from "react";
import type { Me, OrderView } from "../../server/trpc.ts";
import { DisputePanel } from "./dispute-panel.tsx";
import { type FraudDialog, FraudWarningPanel } from "./fraud-warning-panel.tsx";
import { ReviewPanel } from "./review-panel.tsx";

/** The dialog about a dispute or a warning that is open now. */
export type RiskQuestion =
  | { name: "accept"; dispute: OrderView["disputes"][number] }
  | { name: FraudDialog; warning: OrderView["fraudWarnings"][number] };

/** Disputes, warnings and reviews of the order's payment; open ones stand first. */
export function OrderRisks({
  order,
  me,
  now,
  onOpen,
  onNotice,
}: {
  order: OrderView;
  me: Me;
  now: number;
  onOpen: (question: RiskQuestion) => void;
  onNotice: (notice: ReactNode) => void;
}) {
  const panels = [
    ...order.disputes.map((dispute) => ({
      id: dispute.id,
      rank: dispute.isOpen ? 0 : 3,
      panel: (
        <DisputePanel
          dispute={dispute}
          goods={order}
          me={me}
          now={now}
          onAccept={() => onOpen({ name: "accept", dispute })}
          onNotice={onNotice}
        />
      ),
    })),
    ...order.fraudWarnings.map((warning) => ({
      id: warning.id,
      rank: warning.needsDecision ? 1 : 4,
      panel: (
        <FraudWarningPanel
          warning={warning}
          order={order}
          me={me}
          now={now}
          onOpen={(name) => onOpen({ name, warning })}
          onNotice={onNotice}
        />
      ),
    })),
    ...order.reviews.map((review) => ({
      id: review.id,
      rank: review.isOpen ? 2 : 5,
      panel: <ReviewPanel review={review} dashboardUrl={order.payment?.dashboardUrl ?? null} now={now} />,
    })),
  ].sort((one, other) => one.rank - other.rank);
  return panels.map(({ id, panel }) => <div key={id}>{panel}</div>);
}
