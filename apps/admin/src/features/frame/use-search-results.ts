import { formatMoney } from "@dualtrack/contract";
import { useDebouncedValue } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { errorMessage } from "../../messages.ts";
import { trpc } from "../../server/trpc.ts";
import type { PaletteItem } from "./palette-items.ts";

const shortest = 2;

/** Orders and products that match the text, once the typing pauses. */
export function useSearchResults(text: string): {
  found: PaletteItem[];
  isSearching: boolean;
  error: string | null;
} {
  const navigate = useNavigate();
  const typed = text.trim();
  const [q] = useDebouncedValue(typed, 200);
  const enabled = q.length >= shortest;
  const orders = trpc.orders.list.useQuery({ q, limit: 6 }, { enabled });
  // A number may be the postal code of many orders: the order with that number comes first.
  const numbered = trpc.orders.list.useQuery(
    { q: `#${q}`, limit: 1 },
    { enabled: enabled && /^\d{1,9}$/.test(q) },
  );
  const products = trpc.products.list.useQuery({ q, limit: 4 }, { enabled });
  const isCurrent = q === typed && enabled;
  const error = orders.error ?? products.error;
  const found: PaletteItem[] = [
    ...uniqueOrders([...(numbered.data?.orders ?? []), ...(orders.data?.orders ?? [])]).map(
      ({ number, name, email, total }) => ({
        id: `order ${number}`,
        group: "Orders",
        label: number,
        detail: [name ?? email, formatMoney(total)].filter(Boolean).join(", "),
        run: () => void navigate({ to: "/orders/$number", params: { number } }),
      }),
    ),
    ...(products.data?.products ?? []).map(({ id, title, artist }) => ({
      id: `product ${id}`,
      group: "Products",
      label: title,
      detail: artist,
      run: () => void navigate({ to: "/products/$productId", params: { productId: id } }),
    })),
  ];
  return {
    isSearching: typed.length >= shortest && (!isCurrent || orders.isFetching || products.isFetching),
    error: isCurrent && error ? errorMessage(error) : null,
    found: isCurrent ? found : [],
  };
}

function uniqueOrders<Order extends { number: string }>(orders: Order[]): Order[] {
  return [...new Map(orders.map((order) => [order.number, order])).values()];
}
