import { arrivalText, formatMoney, type Money, type ProductKind } from "@dualtrack/contract";
import { lazy, Suspense, useState } from "react";
import type { CartView, ProductView, VariantView } from "../../server/trpc.ts";
import { Availability } from "../../ui/availability.tsx";
import { Controls } from "../../ui/controls.tsx";
import { Heading } from "../../ui/heading.tsx";
import { Price } from "../../ui/price.tsx";
import { AddToCart } from "./add-to-cart.tsx";
import { Breadcrumb } from "./breadcrumb.tsx";
import { Gallery } from "./gallery.tsx";
import { ProductFiles } from "./product-files.tsx";
import { ProductPreviews } from "./product-previews.tsx";
import { VariantChoice } from "./variant-choice.tsx";

interface ProductDetailsProps {
  product: ProductView;
  cart: CartView | undefined;
  /** The variant that the address names, which may no longer be offered. */
  variantId: string | undefined;
  onChoose(variantId: string): void;
}

export function ProductDetails({ product, cart, variantId, onChoose }: ProductDetailsProps) {
  // What the page began with stays chosen, also when it sells out while somebody looks at it.
  const [beganWith] = useState(() => firstBuyable(product)?.id);
  const find = (id: string | undefined) => product.variants.find((variant) => variant.id === id);
  const chosen = find(variantId) ?? find(beganWith) ?? firstBuyable(product);
  const { title, artist, categories, optionName, variants, shipping, freeShippingFrom, opensAt } = product;
  const isBuyable = product.availability === "available" || product.availability === "low";
  const arrival = product.delivery && arrivalText(product.delivery);
  const addToCart = chosen && (
    <AddToCart
      key={chosen.id}
      kind={product.kind}
      variant={chosen}
      opensAt={opensAt}
      inCart={quantityInCart(cart, chosen)}
      limitPerPerson={product.drop?.limitPerPerson ?? null}
    />
  );
  return (
    <div className="page grid gap-8 pt-8 pb-24 md:pt-12 lg:grid-cols-[7fr_5fr] lg:gap-16">
      <div className="lg:sticky lg:top-8 lg:self-start">
        <Gallery product={product} variant={chosen} />
      </div>
      <div>
        <Breadcrumb categories={categories} />
        <Heading
          title={title}
          className={title.length > 36 ? "text-3xl md:text-4xl" : "text-4xl md:text-6xl"}
        />
        <p className="mt-3 text-lg text-soft">{artist}</p>
        {chosen && (
          <div className="mt-6 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
            <Price of={chosen.price} className="text-3xl font-bold" />
            <p aria-live="polite">
              {/* Of a drop the line says when it opens, and what is left, as units come back. */}
              {(product.drop === null ||
                (chosen.availability !== "sold_out" && chosen.availability !== "upcoming")) && (
                <Availability
                  kind={product.kind}
                  availability={chosen.availability}
                  left={chosen.left}
                  opensAt={opensAt}
                  always
                />
              )}
            </p>
          </div>
        )}
        <Controls>
          {optionName && (
            <VariantChoice name={optionName} variants={variants} chosen={chosen} onChoose={onChoose} />
          )}
          {chosen && product.kind === "service" && (
            <Suspense
              fallback={
                <div className="skeleton mt-6 h-96 w-full" role="status" aria-label="The times are loading" />
              }
            >
              <BookTime key={chosen.id} variant={chosen} opensAt={opensAt} cart={cart} />
            </Suspense>
          )}
          {chosen &&
            product.kind !== "service" &&
            (product.drop === null ? (
              addToCart
            ) : (
              <Suspense
                fallback={
                  <div className="skeleton mt-6 h-32 w-full" role="status" aria-label="The line is loading" />
                }
              >
                <DropLine productId={product.drop.productId}>{addToCart}</DropLine>
              </Suspense>
            ))}
        </Controls>
        <p className="mt-4 text-sm text-soft">
          {product.kind === "physical"
            ? shippingText(shipping, freeShippingFrom)
            : unshippedText[product.kind]}
          {arrival !== null && isBuyable && ` ${arrival} if you order now.`}
        </p>
        {product.capturesOnShipment && (
          <p className="mt-2 text-sm text-soft">
            Your card is reserved when you order, and charged when it ships, unless you buy files or booked
            time with it: then all is charged at once.
          </p>
        )}
        <Controls>
          <ProductPreviews key={product.slug} previews={product.previews} />
        </Controls>
        {chosen && <ProductFiles files={chosen.files} />}
        {product.licence !== "" && (
          <details className="mt-6">
            <summary className="min-h-12 cursor-pointer content-center font-semibold">
              What you may do with it: the licence
            </summary>
            <p className="max-w-[60ch] whitespace-pre-line wrap-anywhere">{product.licence}</p>
          </details>
        )}
        <div className="mt-8 border-t border-ink pt-6">
          {product.description.split(/\n{2,}/).map((paragraph) => (
            <p key={paragraph} className="mb-4 max-w-[60ch]">
              {paragraph}
            </p>
          ))}
        </div>
      </div>
    </div>
  );
}

/** Choosing a time is loaded with the first service that somebody looks at. */
const BookTime = lazy(async () => ({ default: (await import("./book-time.tsx")).BookTime }));

/** The line is loaded with the first drop. */
const DropLine = lazy(async () => ({ default: (await import("./drop-line.tsx")).DropLine }));

/** What stands in the place of the costs of shipping. */
const unshippedText: Record<Exclude<ProductKind, "physical">, string> = {
  digital: "To download as soon as it is paid. Nothing is sent by post.",
  service: "The time is yours from the checkout on. Nothing is sent by post.",
};

function shippingText(shipping: Money | null, freeFrom: Money | null): string {
  if (shipping === null) return "The checkout says what shipping costs.";
  if (shipping.amount === 0) return "Shipping is free.";
  const free = freeFrom === null ? "" : `, free from ${formatMoney(freeFrom)}`;
  return `Shipping ${formatMoney(shipping)}${free}.`;
}

function firstBuyable({ variants }: ProductView): VariantView | undefined {
  return variants.find((variant) => variant.availability !== "sold_out") ?? variants[0];
}

function quantityInCart(cart: CartView | undefined, variant: VariantView): number {
  return cart?.lines.find((line) => line.variantId === variant.id)?.quantity ?? 0;
}
