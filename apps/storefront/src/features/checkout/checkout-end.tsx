import { type ReactNode, useEffect } from "react";
import { errorMessage } from "../../messages.ts";
import { refusalOf } from "../../server/refusals.ts";
import { trpc } from "../../server/trpc.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Problem } from "../../ui/problem.tsx";
import type { CheckoutProof } from "./checkout-proof.ts";

const finalForCart = [
  "CHECKOUTS_LIMITED",
  "ALREADY_PAID",
  "PAYMENT_PROCESSING",
  "PAYMENT_UNCERTAIN",
  "CART_EMPTY",
] as const;
/** Goods can be reserved again for a cart, but not for an order that is paid another way. */
const finalForOrder = [...finalForCart, "HOLD_EXPIRED", "HOLD_RELEASED", "ORDER_NOT_FOUND"] as const;
/** Only the shop can reserve again what it has put together. */
const finalForLink = [...finalForCart, "PAYMENT_LINK_NOT_FOUND", "PAYMENT_LINK_ENDED"] as const;
type FinalCode = (typeof finalForOrder)[number] | (typeof finalForLink)[number];

function finalCodeOf(error: unknown, { orderToken, linkToken }: CheckoutProof): FinalCode | undefined {
  const code = refusalOf(error)?.code;
  const ofPage =
    linkToken !== undefined ? finalForLink : orderToken === undefined ? finalForCart : finalForOrder;
  return ofPage.find((finalCode) => finalCode === code);
}

/** Whether there is nothing to fill in: it is ordered, must not be paid now, or can't be paid any more. */
export function isWithoutForm(error: unknown, proof: CheckoutProof): boolean {
  return finalCodeOf(error, proof) !== undefined;
}

const titles: Record<FinalCode, string> = {
  CHECKOUTS_LIMITED: "No new orders at the moment",
  ALREADY_PAID: "This is ordered",
  PAYMENT_PROCESSING: "Your bank is working on it",
  PAYMENT_UNCERTAIN: "We don't know yet whether you have paid",
  CART_EMPTY: "There is nothing to pay for",
  HOLD_EXPIRED: "The reservation has ended",
  HOLD_RELEASED: "The reservation has ended",
  ORDER_NOT_FOUND: "We can't find this order",
  PAYMENT_LINK_NOT_FOUND: "We can't find this order",
  PAYMENT_LINK_ENDED: "This order is no longer reserved",
};

/** The customer knows of no cart there. */
const linkPaidText = "This order has been paid, on this device or on another one. Nothing more was charged.";

/** The way on from a link that leads to nothing that can be paid. */
function AskShop() {
  return (
    <>
      <ButtonLink to="/contact" search={{ about: "order_not_found" }}>
        Ask the shop
      </ButtonLink>
      <ButtonLink to="/" variant="line">
        Look at the catalog
      </ButtonLink>
    </>
  );
}

interface CheckoutEndProps {
  error: unknown;
  proof: CheckoutProof;
  busy: boolean;
  onRetry(): void;
}

/** A page in place of the form: what happened to the payment, and what to do next. */
export function CheckoutEnd({ error, proof, busy, onRetry }: CheckoutEndProps) {
  const utils = trpc.useUtils();
  const { data: cart } = trpc.cart.get.useQuery();
  const refusal = refusalOf(error);
  // The ordered goods have left the cart, perhaps just now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of these results may have changed the cart
  useEffect(() => void utils.cart.get.invalidate(), [error, utils]);

  const rest = cart && cart.count > 0 && (
    <ButtonLink to="/cart" variant="line">
      Go to your cart
    </ButtonLink>
  );
  const orderAgain = rest || <ButtonLink to="/">Look at the catalog</ButtonLink>;
  const actions: Record<FinalCode, ReactNode> = {
    ALREADY_PAID: refusal?.code === "ALREADY_PAID" && (
      <>
        <ButtonLink to={refusal.details.orderPath}>See your order</ButtonLink>
        {rest}
      </>
    ),
    PAYMENT_PROCESSING: refusal?.code === "PAYMENT_PROCESSING" && (
      <>
        <ButtonLink to={refusal.details.orderPath}>See order {refusal.details.orderNumber}</ButtonLink>
        {rest}
      </>
    ),
    PAYMENT_UNCERTAIN: (
      <>
        <Button onClick={onRetry} aria-disabled={busy}>
          {busy ? "One moment…" : "Check again"}
        </Button>
        {proof.linkToken === undefined && (
          <ButtonLink to="/cart" variant="quiet">
            Back to the cart
          </ButtonLink>
        )}
        <ButtonLink to="/contact" search={{ about: "charged_without_order" }} variant="quiet">
          Write to us
        </ButtonLink>
      </>
    ),
    CHECKOUTS_LIMITED: (
      <>
        <Button onClick={onRetry} aria-disabled={busy}>
          {busy ? "One moment…" : "Ask again"}
        </Button>
        {orderAgain}
      </>
    ),
    CART_EMPTY: orderAgain,
    HOLD_EXPIRED: orderAgain,
    HOLD_RELEASED: orderAgain,
    ORDER_NOT_FOUND: <AskShop />,
    PAYMENT_LINK_NOT_FOUND: <AskShop />,
    PAYMENT_LINK_ENDED: <AskShop />,
  };
  const finalCode = finalCodeOf(error, proof) ?? "CART_EMPTY";
  return (
    <Problem title={titles[finalCode]} actions={actions[finalCode]}>
      {refusal?.code === "CHECKOUTS_LIMITED" && refusal.details.message !== "" && (
        <p className="mb-4 break-words whitespace-pre-line text-ink">{refusal.details.message}</p>
      )}
      {finalCode === "ALREADY_PAID" && proof.linkToken !== undefined ? linkPaidText : errorMessage(error)}
      {finalCode === "CHECKOUTS_LIMITED" && " This page asks again by itself."}
    </Problem>
  );
}
