import { VisuallyHidden } from "@mantine/core";
import { riskWords } from "../dispute-words.ts";
import { paymentLooks } from "../order-words.ts";
import type { ListedOrder } from "../server/trpc.ts";
import { Status } from "./status.tsx";

/** How the payment stands; what speaks against sending the goods takes its place, as that is what somebody must see. */
export function PaymentStatus({ paymentState, risks }: Pick<ListedOrder, "paymentState" | "risks">) {
  const [worst] = risks;
  const state = paymentLooks[paymentState];
  if (worst === undefined) return <Status {...state} />;
  const told = [`${state.word}.`, ...risks.map((risk) => riskWords[risk].sentence)].join(" ");
  return (
    <span title={told}>
      {riskWords[worst].word !== state.word && <VisuallyHidden>{state.word}. </VisuallyHidden>}
      <Status {...riskWords[worst]} />
    </span>
  );
}
