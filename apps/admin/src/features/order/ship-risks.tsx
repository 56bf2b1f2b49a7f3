import { Checkbox } from "@mantine/core";
import { returnedDebitSentence, riskBadges } from "../../dispute-badges.ts";
import type { OrderView } from "../../server/trpc.ts";
import { RiskPanel } from "./risk-panel.tsx";

/** The risks of shipping, with a checkbox that accepts each; nothing if there are none. */
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
