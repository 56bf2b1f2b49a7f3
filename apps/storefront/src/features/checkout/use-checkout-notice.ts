import { type CheckoutNotice, trpc } from "../../server/trpc.ts";

/** How often a visitor who may begin no checkout asks whether that has changed, in ms. */
const askAgainMs = 20_000;

/** What this visitor is told who may begin no checkout; null: they may, or nobody has answered yet. */
export function useCheckoutNotice(): CheckoutNotice | null {
  const { data } = trpc.checkout.notice.useQuery(undefined, {
    refetchInterval: ({ state }) => (state.data?.notice ? askAgainMs : false),
    refetchOnWindowFocus: true,
  });
  return data?.notice ?? null;
}
