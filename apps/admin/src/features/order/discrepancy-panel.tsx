import { formatMoney } from "@dualtrack/contract";
import { discrepancyTexts } from "../../discrepancy-texts.ts";
import { type OrderView, trpc } from "../../server/trpc.ts";
import { PathLink } from "../../ui/path-link.tsx";
import { RiskPanel } from "./risk-panel.tsx";

/** Says what Stripe and the books say differently about the order, and where that is repaired. */
export function DiscrepancyPanel({ order: { number } }: { order: OrderView }) {
  const list = trpc.reconciliation.discrepancies.useQuery({ show: "open", q: number, limit: 10 });
  const [first] = list.data?.discrepancies ?? [];
  if (first === undefined) return null;
  const { kind, money } = first;
  return (
    <RiskPanel tone="bad" title={`Stripe and the books differ: ${discrepancyTexts[kind].title}`}>
      {discrepancyTexts[kind].meaning}
      {money !== null &&
        ` The books say ${formatMoney(money.expected)}, Stripe says ${formatMoney(money.actual)}.`}{" "}
      <PathLink path={`/reconciliation?q=${number}`}>Repair or dismiss it</PathLink>
    </RiskPanel>
  );
}
