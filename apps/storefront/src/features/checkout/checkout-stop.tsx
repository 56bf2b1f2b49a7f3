import { errorMessage } from "../../messages.ts";
import { refusalOf } from "../../server/refusals.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ReservationEnded } from "./reservation-ended.tsx";
import { ShortageFix } from "./shortage-fix.tsx";

interface CheckoutStopProps {
  error: unknown;
  /** It was open before, and is refused now. */
  isOpen: boolean;
  busy: boolean;
  onAgain(): void;
}

/** Why this can't be paid now, and what to do; it replaces the payment, below the fields. */
export function CheckoutStop({ error, isOpen, busy, onAgain }: CheckoutStopProps) {
  const refusal = refusalOf(error);
  /** Whether the customer can try again here. */
  const again = (look: "warn" | "bad", title: string, label: string) => (
    <Notice
      variant={look}
      title={title}
      actions={
        <>
          <Button onClick={onAgain} aria-disabled={busy}>
            {busy ? "One moment…" : label}
          </Button>
          <ButtonLink to="/cart" variant="quiet">
            Back to the cart
          </ButtonLink>
        </>
      }
    >
      {errorMessage(error)} {refusal ? "" : "Nothing was charged."}
    </Notice>
  );
  /** Whether only a changed cart can be paid. */
  const change = (title: string) => (
    <Notice variant="bad" title={title} actions={<ButtonLink to="/cart">Change the cart</ButtonLink>}>
      {errorMessage(error)}
    </Notice>
  );
  switch (refusal?.code) {
    case "OUT_OF_STOCK":
      return <ShortageFix lines={refusal.details.lines} onFixed={onAgain} />;
    case "TOO_MANY_HOLDS":
    case "HOLD_SHARE_TAKEN":
      return again("warn", "These can't be reserved for you just now", "Try again");
    case "TOTAL_TOO_LOW":
    case "TOTAL_TOO_HIGH":
    case "UNITS_LIMIT":
      return change("This can't be paid in one go");
    case "NOT_ON_SALE":
      return change("One item can't be bought now");
    case "HOLD_EXPIRED":
    case "HOLD_RELEASED":
      return <ReservationEnded why={errorMessage(error)} busy={busy} onAgain={onAgain} />;
    case "CART_CHANGED":
    case "CHECKOUT_NOT_FOUND":
      return again("warn", "This checkout has changed", "Show the new total");
    default:
      return again("bad", isOpen ? "This can't be paid just now" : "The checkout did not open", "Try again");
  }
}
