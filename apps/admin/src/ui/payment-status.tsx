import { VisuallyHidden } from "@mantine/core";
import { riskBadges } from "../dispute-badges.ts";
import { paymentBadges } from "../order-badges.ts";
import type { ListedOrder } from "../server/trpc.ts";
import { Status } from "./status.tsx";

/** The payment's badge; a risk of shipping replaces it, as staff must see that first. */
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
