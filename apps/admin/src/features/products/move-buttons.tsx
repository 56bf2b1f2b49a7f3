import { ActionIcon } from "@mantine/core";
import { errorMessage } from "../../messages.ts";
import { type ListedProduct, trpc } from "../../server/trpc.ts";
import classes from "./products.module.css";

/** Changes the order in which customers see the products. */
export function MoveButtons({
  product,
  onNotice,
}: {
  product: ListedProduct;
  onNotice: (notice: string) => void;
}) {
  const utils = trpc.useUtils();
  const move = trpc.products.move.useMutation({
    async onSuccess(_, { step }) {
      await utils.products.list.invalidate();
      document.getElementById(buttonId(product.id, step))?.focus(); // its row has moved, and lost it
      onNotice(`${product.title} is one place ${step === -1 ? "further up" : "further down"} in the shop.`);
    },
    async onError(error) {
      onNotice(errorMessage(error));
      await utils.products.list.invalidate();
    },
  });
  const { id: productId, version } = product;
  return (
    <span className={classes.moves}>
      {([-1, 1] as const).map((step) => (
        <ActionIcon
          key={step}
          id={buttonId(productId, step)}
          size="sm"
          variant="default"
          aria-label={`Move ${product.title} ${step === -1 ? "up" : "down"}`}
          aria-disabled={move.isPending || undefined}
          onClick={() => !move.isPending && move.mutate({ productId, version, step })}
        >
          {step === -1 ? "↑" : "↓"}
        </ActionIcon>
      ))}
    </span>
  );
}

function buttonId(productId: string, step: number): string {
  return `move-${productId}-${step}`;
}
