import { VisuallyHidden } from "@mantine/core";
import { riskBadges } from "../dispute-badges.ts";
import { paymentBadges } from "../order-badges.ts";
import type { ListedOrder } from "../server/trpc.ts";
import { Status } from "./status.tsx";

/** How the payment stands; what speaks against sending the goods takes its place, as that is what somebody must see. */
export function PaymentStatus({ paymentState, risks }: Pick<ListedOrder, "paymentState" | "risks">) {
  const [worst] = risks;
  const state = paymentBadges[paymentState];
  if (worst === undefined) return <Status {...state} />;
  const title = [`${state.label}.`, ...risks.map((risk) => riskBadges[risk].sentence)].join(" ");
  return (
    <span title={title}>
      {riskBadges[worst].label !== state.label && <VisuallyHidden>{state.label}. </VisuallyHidden>}
      <Status {...riskBadges[worst]} />
    </span>
  );
}
