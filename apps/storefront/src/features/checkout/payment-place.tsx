import type { CheckoutView } from "../../server/trpc.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import type { CheckoutProof } from "./checkout-proof.ts";
import { leaveLine, type PaymentPlace as Place, usePaymentPlace } from "./payment-line.ts";

/** Says where the customer stands when many people pay at once. */
export function PaymentPlace({
  checkout: { id: checkoutId, reservesStock },
  proof,
}: {
  checkout: Pick<CheckoutView, "id" | "reservesStock">;
  proof: CheckoutProof;
}) {
  const place = usePaymentPlace();
  if (place === null) return null;
  return (
    <Notice
      variant="warn"
      title={titleOf(place)}
      actions={
        place.kind === "waiting" && (
          <Button variant="quiet" onClick={() => leaveLine({ checkoutId, proof })}>
            Leave the line
          </Button>
        )
      }
    >
      <span aria-live="polite">{textOf(place, reservesStock)}</span>
    </Notice>
  );
}

function titleOf(place: Place): string {
  if (place.kind === "turn") return "It’s your turn";
  return `Many people are paying; you are number ${place.place}`;
}

function textOf(place: Place, reservesStock: boolean): string {
  if (place.kind === "turn")
    return reservesStock ? "Your goods are still reserved. Press Pay now." : "Press Pay now.";
  const howLong = place.isLate
    ? "It takes longer than usual."
    : `It takes about ${durationText(place.seconds)}.`;
  const reserved = `${reservesStock ? "Your goods stay reserved, and nothing was charged." : "Nothing was charged."} ${howLong}`;
  return place.kind === "waiting"
    ? `${reserved} This page goes on by itself.`
    : `${reserved} Your place is kept while this page is open: fill in how you pay, and press Pay.`;
}

function durationText(seconds: number): string {
  if (seconds < 90) return seconds === 1 ? "a second" : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
