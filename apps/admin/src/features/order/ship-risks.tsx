import { Checkbox } from "@mantine/core";
import { returnedDebitSentence, riskBadges } from "../../dispute-badges.ts";
import type { OrderView } from "../../server/trpc.ts";
import { RiskPanel } from "./risk-panel.tsx";

/** Why the parcel had better not leave; whoever sends it all the same says so. Nothing, when nothing speaks against it. */
export function ShipRisks({
  order: { risks, disputes },
  isAccepted,
  onAccept,
}: {
  order: Pick<OrderView, "risks" | "disputes">;
  isAccepted: boolean;
  onAccept: (isAccepted: boolean) => void;
}) {
  if (risks.length === 0) return null;
  const isWanted = risks.every((risk) => risk === "refund_failed");
  const isReturned = disputes.some(({ isReturnedDebit }) => isReturnedDebit);
  return (
    <RiskPanel
      tone="bad"
      title={isWanted ? "Ask the customer before you ship this" : "It is better not to ship this"}
    >
      <ul style={{ margin: "4px 0 10px", paddingLeft: 18 }}>
        {risks.map((risk) => (
          <li key={risk}>
            {risk === "dispute_lost" && isReturned ? returnedDebitSentence : riskBadges[risk].sentence}
          </li>
        ))}
      </ul>
      <Checkbox
        size="sm"
        label={
          isWanted
            ? "Ship it all the same: the customer wants the goods, and not the money."
            : "Ship it all the same: the goods may be lost, and the money too."
        }
        checked={isAccepted}
        onChange={(event) => onAccept(event.currentTarget.checked)}
      />
    </RiskPanel>
  );
}
