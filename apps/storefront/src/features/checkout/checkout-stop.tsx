import { errorMessage } from "../../messages.ts";
import { refusalOf } from "../../server/refusals.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { LinkChanged } from "./link-changed.tsx";
import { ReservationEnded } from "./reservation-ended.tsx";
import { ShortageFix } from "./shortage-fix.tsx";

interface CheckoutStopProps {
  error: unknown;
  /** It was open before, and is refused now. */
  isOpen: boolean;
  busy: boolean;
  onRetry(): void;
  /** Whether it is paid by a link that the shop has sent: there is no cart to go back to. */
  isLinked: boolean;
}

/** Why this can't be paid now, and what to do; it replaces the payment, below the fields. */
export function CheckoutStop({ error, isOpen, busy, onRetry, isLinked }: CheckoutStopProps) {
  const refusal = refusalOf(error);
  /** For a failure after which the customer can try again here. */
  const retryNotice = (variant: "warn" | "bad", title: string, label: string) => (
    <Notice
      variant={variant}
      title={title}
      actions={
        <>
          <Button onClick={onRetry} aria-disabled={busy}>
            {busy ? "One moment…" : label}
          </Button>
          {!isLinked && (
            <ButtonLink to="/cart" variant="quiet">
              Back to the cart
            </ButtonLink>
          )}
        </>
      }
    >
      {errorMessage(error)} {refusal ? "" : "Nothing was charged."}
    </Notice>
  );
  /** For a cart that must be changed first. */
  const changeCartNotice = (title: string) => (
    <Notice variant="bad" title={title} actions={<ButtonLink to="/cart">Change the cart</ButtonLink>}>
      {errorMessage(error)}
    </Notice>
  );
  switch (refusal?.code) {
    case "OUT_OF_STOCK":
      return <ShortageFix lines={refusal.details.lines} onFixed={onRetry} />;
    case "TOO_MANY_HOLDS":
    case "HOLD_SHARE_TAKEN":
      return retryNotice("warn", "These can't be reserved for you just now", "Try again");
    case "TOTAL_TOO_LOW":
    case "TOTAL_TOO_HIGH":
    case "UNITS_LIMIT":
      return changeCartNotice("This can't be paid in one go");
    case "NOT_YOUR_TURN":
      return (
        <Notice
          variant="warn"
          title="It isn’t your turn"
          actions={
            <ButtonLink to="/products/$slug" params={{ slug: refusal.details.slug }}>
              Go to the line
            </ButtonLink>
          }
        >
          {errorMessage(error)}
        </Notice>
      );
    case "QUANTITY_LIMIT":
      return changeCartNotice("This is more than one person may buy");
    case "NOT_ON_SALE":
      return changeCartNotice("One item can't be bought now");
    case "PAYMENT_LINK_CHANGED":
      return <LinkChanged why={errorMessage(error)} {...{ busy, onRetry }} />;
    case "HOLD_EXPIRED":
    case "HOLD_RELEASED":
      return <ReservationEnded why={errorMessage(error)} busy={busy} onRetry={onRetry} />;
    case "CART_CHANGED":
    case "CHECKOUT_NOT_FOUND":
      return retryNotice("warn", "This checkout has changed", "Show the new total");
    default:
      return retryNotice(
        "bad",
        isOpen ? "This can't be paid just now" : "The checkout did not open",
        "Try again",
      );
  }
}
