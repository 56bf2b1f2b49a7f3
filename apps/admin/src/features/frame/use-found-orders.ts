import { formatMoney } from "@dualtrack/contract";
import { useDebouncedValue } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { errorWords } from "../../messages.ts";
import { trpc } from "../../server/trpc.ts";
import type { PaletteItem } from "./palette-items.ts";

const shortest = 2;

/** Orders that match what was typed, once it rests for a moment. */
export function useFoundOrders(text: string): {
  found: PaletteItem[];
  isSearching: boolean;
  error: string | null;
} {
  const navigate = useNavigate();
  const typed = text.trim();
  const [q] = useDebouncedValue(typed, 200);
  const enabled = q.length >= shortest;
  const search = trpc.orders.list.useQuery({ q, limit: 6 }, { enabled });
  const isCurrent = q === typed && enabled;
  return {
    isSearching: typed.length >= shortest && (!isCurrent || search.isFetching),
    error: isCurrent && search.error ? errorWords(search.error) : null,
    found: (isCurrent ? (search.data?.orders ?? []) : []).map(({ number, name, email, total }) => ({
      id: `order ${number}`,
      group: "Orders",
      label: number,
      detail: [name ?? email, formatMoney(total)].filter(Boolean).join(", "),
      run: () => void navigate({ to: "/orders/$number", params: { number } }),
    })),
  };
}
