import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { refusalOf } from "./refusals.ts";
import { type StaffProduct, trpc } from "./trpc.ts";

/** A change that is made to the newest version of the product that the page knows. */
type Change = (newest: StaffProduct) => Promise<StaffProduct>;

/**
 * Makes changes of a product that are saved at once (pictures, files) one after the other, since each change needs the version that the one before it
 * answered. When somebody else changed the product, the newest goes into the query cache, where the page that shows it
 * compares it with its own changes; the caller gets the refusal.
 */
export function useProductEdits(product: StaffProduct, onProduct: (product: StaffProduct) => void) {
  const utils = trpc.useUtils();
  const newest = useRef(product);
  useEffect(() => {
    if (product.version > newest.current.version) newest.current = product;
  }, [product]);

  const { mutateAsync } = useMutation({
    scope: { id: `changes of ${product.id}` },
    async mutationFn(change: Change) {
      try {
        newest.current = await change(newest.current);
        onProduct(newest.current);
      } catch (error) {
        const code = refusalOf(error)?.code;
        if (code === "PRODUCT_CHANGED" || code === "PICTURE_NOT_FOUND" || code === "FILE_NOT_FOUND")
          newest.current = await utils.products.get.fetch({ productId: product.id }, { staleTime: 0 });
        throw error;
      }
    },
  });
  return mutateAsync;
}

export type EditProduct = ReturnType<typeof useProductEdits>;
