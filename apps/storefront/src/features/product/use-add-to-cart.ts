import { useRef } from "react";
import { trpc } from "../../server/trpc.ts";

interface AddToCartOptions {
  onAdded(item: { startsAt?: string | undefined }): void;
  /** Asks anew for what the refused press was decided on. */
  onRefused(): Promise<unknown>;
}

/** Puts something into the cart, once for a double click: a press while another one is under way is none. */
export function useAddToCart({ onAdded, onRefused }: AddToCartOptions) {
  const utils = trpc.useUtils();
  // `isPending` is only known with the next rendering, and the second press may come before.
  const isUnderWay = useRef(false);
  const { mutate, isPending, error } = trpc.cart.add.useMutation({
    scope: { id: "cart" },
    onSuccess(cart, item) {
      utils.cart.get.setData(undefined, cart);
      onAdded(item);
    },
    onError: onRefused,
    onSettled() {
      isUnderWay.current = false;
    },
  });
  const add: (...press: Parameters<typeof mutate>) => void = (...press) => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    mutate(...press);
  };
  return { add, isPending, error };
}
