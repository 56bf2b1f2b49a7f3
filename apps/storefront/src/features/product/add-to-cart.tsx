import { isShipped, type ProductKind } from "@dualtrack/contract";
import { useHydrated } from "@tanstack/react-router";
import { useState } from "react";
import { errorMessage, formatDay } from "../../messages.ts";
import { trpc, type VariantView } from "../../server/trpc.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Stepper } from "../../ui/stepper.tsx";
import { useAddToCart } from "./use-add-to-cart.ts";

interface AddToCartProps {
  kind: ProductKind;
  variant: VariantView;
  opensAt: string | null;
  inCart: number;
  /** The most that one person may buy; null: nothing but stock limits it. */
  limitPerPerson: number | null;
}

export function AddToCart({ kind, variant, opensAt, inCart, limitPerPerson }: AddToCartProps) {
  const utils = trpc.useUtils();
  const knowsTimeZone = useHydrated(); // the server does not know the customer's
  const [quantity, setQuantity] = useState(1);
  const { add, isPending, error } = useAddToCart({
    onAdded: () => setQuantity(1),
    onRefused: () => utils.catalog.product.invalidate(),
  });
  const room = Math.max(0, variant.maxQuantity - inCart);
  const buyable = variant.availability === "available" || variant.availability === "low";

  return (
    <div className="mt-6">
      {buyable && room > 0 ? (
        <div className="flex flex-wrap gap-3">
          {isShipped(kind) && (
            <Stepper label="Quantity" value={Math.min(quantity, room)} max={room} onChange={setQuantity} />
          )}
          <Button
            className="min-w-48 flex-1"
            aria-disabled={isPending}
            onClick={() => add({ variantId: variant.id, quantity: Math.min(quantity, room) })}
          >
            {isPending ? "Adding…" : "Add to cart"}
          </Button>
        </div>
      ) : (
        <Button className="w-full" disabled>
          {inCart === 0
            ? unbuyableText(variant, knowsTimeZone ? opensAt : null)
            : limitPerPerson !== null && inCart >= limitPerPerson
              ? "You have as many as one person may buy"
              : isShipped(kind)
                ? "No more left than you have"
                : "In your cart"}
        </Button>
      )}
      <div className="mt-3 grid gap-3">
        {error && (
          <Notice variant="bad" title="Not added">
            {errorMessage(error)}
          </Notice>
        )}
        <div role="status">
          {inCart > 0 && (
            <div
              key={inCart}
              className="flex animate-arrive flex-wrap items-center justify-between gap-x-6 gap-y-2 border-l-4 border-good bg-good-wash py-1 pr-2 pl-4"
            >
              <p>{isShipped(kind) ? <strong>{inCart}</strong> : "It is"} in your cart</p>
              <span className="flex gap-6">
                <ButtonLink to="/cart" variant="quiet">
                  Go to cart
                </ButtonLink>
              </span>
            </div>
          )}
        </div>
      </div>
    </div>
  );
}

function unbuyableText({ availability }: VariantView, opensAt: string | null): string {
  if (availability === "upcoming") return opensAt ? `On sale from ${formatDay(opensAt)}` : "Not on sale yet";
  return "Sold out";
}
