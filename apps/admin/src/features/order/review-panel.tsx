import { Anchor } from "@mantine/core";
import { reviewReasonText } from "../../dispute-badges.ts";
import type { OrderReview } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { RiskPanel } from "./risk-panel.tsx";

/** Says that Stripe reviews the payment and the goods have to wait; afterwards, how the review ended. */
export function ReviewPanel({
  review,
  dashboardUrl,
  now,
}: {
  review: OrderReview;
  dashboardUrl: string | null;
  now: number;
}) {
  const aside = <Ago at={review.openedAt} now={now} />;
  if (!review.isOpen)
    return (
      <RiskPanel
        tone="idle"
        title={`Review at Stripe: ${reviewReasonText(review.closedReason ?? "acknowledged")}`}
        aside={aside}
      />
    );
  return (
    <RiskPanel tone="wait" title="Stripe is reviewing this payment: wait before packing" aside={aside}>
      <p>
        It was put under review as {reviewReasonText(review.openedReason)}. Approve it, or refund it, in{" "}
        {dashboardUrl === null ? (
          "Stripe’s dashboard"
        ) : (
          <Anchor href={dashboardUrl} target="_blank" rel="noreferrer" inherit>
            Stripe’s dashboard
          </Anchor>
        )}
        . Until then nothing of it can be shipped here.
      </p>
    </RiskPanel>
  );
}
