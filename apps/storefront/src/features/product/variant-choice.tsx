import { formatMoney } from "@dualtrack/contract";
import type { VariantView } from "../../server/trpc.ts";

interface VariantChoiceProps {
  name: string;
  variants: readonly VariantView[];
  chosen: VariantView | undefined;
  onChoose(variantId: string): void;
}

export function VariantChoice({ name, variants, chosen, onChoose }: VariantChoiceProps) {
  const pricesDiffer = new Set(variants.map((variant) => variant.price.amount)).size > 1;
  return (
    <fieldset className="mt-6">
      <legend className="mb-2 text-sm font-semibold">{name}</legend>
      <div className="flex flex-wrap gap-2">
        {variants.map((variant) => {
          const soldOut = variant.availability === "sold_out";
          return (
            <label
              key={variant.id}
              className={`relative grid min-h-12 min-w-14 place-items-center border border-edge px-4 py-2 text-center leading-tight has-checked:border-ink has-checked:bg-ink has-checked:text-paper has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-pay ${soldOut ? "border-dashed text-soft line-through" : ""}`}
            >
              <input
                type="radio"
                name="variant"
                value={variant.id}
                checked={variant.id === chosen?.id}
                onChange={() => onChoose(variant.id)}
                className="absolute inset-0 size-full cursor-pointer opacity-0"
              />
              <span>
                {variant.title}
                {pricesDiffer && <span className="ml-2 opacity-80">{formatMoney(variant.price)}</span>}
                {soldOut && <span className="sr-only"> (sold out)</span>}
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
