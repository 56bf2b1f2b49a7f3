import { errorWords } from "../../messages.ts";
import { refusalOf } from "../../server/refusals.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { HoldEnded } from "./hold-ended.tsx";
import { ShortageFix } from "./shortage-fix.tsx";

interface CheckoutStopProps {
  error: unknown;
  /** It was on screen before, and is refused now. */
  isOpen: boolean;
  busy: boolean;
  onAgain(): void;
}

/** Why this can't be paid for now, and the way on: in the place of the payment, under what was typed. */
export function CheckoutStop({ error, isOpen, busy, onAgain }: CheckoutStopProps) {
  const refusal = refusalOf(error);
  const again = (label: string) => (
    <Button onClick={onAgain} aria-disabled={busy}>
      {busy ? "One moment…" : label}
    </Button>
  );
  const toCart = (
    <ButtonLink to="/cart" look="quiet">
      Back to the cart
    </ButtonLink>
  );
  switch (refusal?.code) {
    case "OUT_OF_STOCK":
      return <ShortageFix lines={refusal.details.lines} onFixed={onAgain} />;
    case "TOO_MANY_HOLDS":
    case "HOLD_SHARE_TAKEN":
      return (
        <Notice
          look="warn"
          title="These can't be held for you just now"
          actions={
            <>
              {again("Try again")}
              {toCart}
            </>
          }
        >
          {errorWords(error)}
        </Notice>
      );
    case "TOTAL_TOO_LOW":
    case "TOTAL_TOO_HIGH":
    case "UNITS_LIMIT":
      return (
        <Notice
          look="bad"
          title="This can't be paid in one go"
          actions={<ButtonLink to="/cart">Change the cart</ButtonLink>}
        >
          {errorWords(error)}
        </Notice>
      );
    case "NOT_ON_SALE":
      return (
        <Notice
          look="bad"
          title="One item can't be bought now"
          actions={<ButtonLink to="/cart">Change the cart</ButtonLink>}
        >
          {errorWords(error)}
        </Notice>
      );
    case "HOLD_EXPIRED":
    case "HOLD_RELEASED":
      return <HoldEnded why={errorWords(error)} busy={busy} onAgain={onAgain} />;
    case "CART_CHANGED":
    case "CHECKOUT_NOT_FOUND":
      return (
        <Notice
          look="warn"
          title="This checkout has changed"
          actions={
            <>
              {again("Show the new total")}
              {toCart}
            </>
          }
        >
          {errorWords(error)}
        </Notice>
      );
    default:
      return (
        <Notice
          look="bad"
          title={isOpen ? "This can't be paid just now" : "The checkout did not open"}
          actions={
            <>
              {again("Try again")}
              {toCart}
            </>
          }
        >
          {errorWords(error)} {refusal ? "" : "Nothing was charged."}
        </Notice>
      );
  }
}
