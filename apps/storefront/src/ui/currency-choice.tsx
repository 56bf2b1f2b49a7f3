import { errorMessage } from "../messages.ts";
import { trpc } from "../server/trpc.ts";

/** In which currency prices are shown and paid; nothing if there is only one. */
export function CurrencyChoice({ currencies, current }: { currencies: string[]; current: string }) {
  const utils = trpc.useUtils();
  const choose = trpc.cart.setCurrency.useMutation({
    onSuccess: async (cart) => {
      utils.cart.get.setData(undefined, cart);
      await utils.catalog.invalidate();
    },
  });
  if (currencies.length < 2) return null;
  return (
    <div>
      <label className="flex items-center gap-2">
        Currency
        <select
          className="min-h-10 border border-line bg-paper px-2 text-ink"
          value={choose.isPending ? choose.variables.currency : current}
          disabled={choose.isPending}
          onChange={(event) => choose.mutate({ currency: event.target.value })}
        >
          {currencies.map((currency) => (
            <option key={currency} value={currency}>
              {currency.toUpperCase()}
            </option>
          ))}
        </select>
      </label>
      {choose.isError && <p role="alert">{errorMessage(choose.error)}</p>}
    </div>
  );
}
