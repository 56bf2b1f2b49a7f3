import { errorMessage } from "../../messages.ts";
import { type ListedProduct, trpc } from "../../server/trpc.ts";
import { focusMoveButton, MoveButtons } from "../../ui/move-buttons.tsx";

/** Changes the order in which customers see the products. */
export function MoveProduct({
  product,
  onNotice,
}: {
  product: ListedProduct;
  onNotice: (notice: string) => void;
}) {
  const utils = trpc.useUtils();
  const { id: productId, version, title } = product;
  const move = trpc.products.move.useMutation({
    async onSuccess(_, { step }) {
      await utils.products.list.invalidate();
      focusMoveButton(productId, step);
      onNotice(`${title} is one place ${step === -1 ? "further up" : "further down"} in the shop.`);
    },
    async onError(error) {
      onNotice(errorMessage(error));
      await utils.products.list.invalidate();
    },
  });
  return (
    <MoveButtons
      id={productId}
      name={title}
      isBusy={move.isPending}
      onMove={(step) => move.mutate({ productId, version, step })}
    />
  );
}
