import { arrivalText, formatMoney } from "@dualtrack/contract";
import type { CheckoutView, ShippingOption } from "../../server/trpc.ts";

interface DeliveryMethodProps {
  /** What is offered at the entered destination; undefined: not known yet. */
  options: readonly ShippingOption[] | undefined;
  /** The country that is entered; empty: none yet. */
  country: string;
  /** The id of the method that is chosen. */
  chosen: string | undefined;
  checkout: CheckoutView | undefined;
  /** The methods and prices for what is entered are still to come. */
  isRepricing: boolean;
  onChoose(methodId: string): void;
}

/** How the goods get to the customer: each method with its price and days. */
export function DeliveryMethod({
  options,
  country,
  chosen,
  checkout,
  isRepricing,
  onChoose,
}: DeliveryMethodProps) {
  return (
    <fieldset aria-busy={isRepricing}>
      <legend className="mb-4 font-title text-2xl font-extrabold tracking-tight">Delivery method</legend>
      {options === undefined ? (
        country !== "" && (isRepricing || !checkout) ? (
          <div className="skeleton h-32 w-full" role="status" aria-label="The ways to send it are loading" />
        ) : (
          <p className="min-h-16 border border-line p-4 text-soft">
            {country === "" ? "Choose the country above" : "Fill in the address above"}, and the ways to send
            it appear here.
          </p>
        )
      ) : options.length === 0 ? (
        <p className="min-h-16 border border-line p-4">{keptText(checkout)}</p>
      ) : (
        <div className="divide-y divide-line border border-edge">
          {options.map(({ id, name, price, ...times }) => (
            <label key={id} className="flex min-h-16 cursor-pointer items-center gap-3 px-4 py-2.5">
              <input
                type="radio"
                name="shippingMethod"
                value={id}
                checked={id === chosen}
                onChange={() => onChoose(id)}
                className="size-5 shrink-0 accent-ink"
              />
              <span className="min-w-0 flex-1">
                <span className="block font-semibold wrap-anywhere">{name}</span>
                <span className="block text-sm text-soft">{arrivalText({ name, ...times })}</span>
              </span>
              <span className="tabular-nums">{price.amount === 0 ? "Free" : formatMoney(price)}</span>
            </label>
          ))}
        </div>
      )}
    </fieldset>
  );
}

/** An order that is paid another way keeps its method. */
function keptText(checkout: CheckoutView | undefined): string {
  const method = checkout?.shippingMethod ?? null;
  if (method === null) return "It is sent as you ordered it.";
  return [method.name, arrivalText(method)].filter(Boolean).join(". ");
}
