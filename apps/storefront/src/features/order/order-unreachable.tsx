import { Link } from "@tanstack/react-router";
import { errorMessage } from "../../messages.ts";
import { isTemporary, refusedWith } from "../../server/refusals.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Problem } from "../../ui/problem.tsx";

interface OrderUnreachableProps {
  /** The failure; null if there was no token or secret to ask with. */
  error: unknown;
  /** Whether it is being loaded again now. */
  isAsking: boolean;
  supportEmail: string | undefined;
  onRetry: () => void;
}

/**
 * Says that no order could be loaded, and every way to reach it. A failure that may pass is retried, and the text says
 * so.
 */
export function OrderUnreachable({ error, isAsking, supportEmail, onRetry }: OrderUnreachableProps) {
  const triesAgain = isTemporary(error);
  const isUndecided = refusedWith(error, "PAYMENT_UNCERTAIN") !== null;
  const title = isUndecided
    ? "We don't know yet whether you have paid"
    : triesAgain
      ? "Your order is not shown yet"
      : "This page can't show an order";
  return (
    <Problem
      title={title}
      actions={
        <>
          {triesAgain && (
            <Button onClick={onRetry} aria-disabled={isAsking}>
              {isAsking ? "Trying…" : "Try now"}
            </Button>
          )}
          {isUndecided && (
            <ButtonLink to="/cart" variant="line">
              Back to the cart
            </ButtonLink>
          )}
          <ButtonLink to="/" variant={triesAgain ? "line" : "ink"}>
            Go to the catalog
          </ButtonLink>
        </>
      }
    >
      {triesAgain && (
        <p className="mb-2" role="status">
          {isUndecided
            ? "Stripe has not told us yet that your payment has arrived. If you did not finish it, nothing was charged, and your cart is as you left it."
            : errorMessage(error)}{" "}
          This page tries again by itself, and your order appears here.
        </p>
      )}
      <p>
        If you have paid, your payment and your order are safe. We send a mail with its link to the address
        you gave as soon as the payment is confirmed.
      </p>
      <p className="mt-2">
        No mail?{" "}
        <Link
          to="/contact"
          search={{ about: isUndecided ? "charged_without_order" : "order_not_found" }}
          className="text-ink underline underline-offset-4"
        >
          Write to us
        </Link>
        {supportEmail && (
          <>
            , or to{" "}
            <a className="text-ink underline underline-offset-4" href={`mailto:${supportEmail}`}>
              {supportEmail}
            </a>
          </>
        )}
        .
      </p>
    </Problem>
  );
}
