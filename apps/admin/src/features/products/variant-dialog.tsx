import { Button } from "@mantine/core";
import type { StaffVariant } from "../../server/trpc.ts";
import { trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import type { Editor } from "./use-editor.ts";

export type VariantAction = "archive" | "restore" | "delete";

const actionTexts: Record<VariantAction, { verb: string; done: string }> = {
  archive: { verb: "Archive", done: "is archived: customers no longer see it." },
  restore: { verb: "Restore", done: "is offered again, after the others." },
  delete: { verb: "Delete", done: "is deleted." },
};

/** Asks before a variant is no longer offered, offered again, or gone. It happens at once, without the save bar. */
export function VariantDialog({
  action,
  variant,
  editor,
  onDone,
  onClose,
}: {
  action: VariantAction;
  variant: StaffVariant;
  editor: Editor;
  onDone: (fact: string) => void;
  onClose: () => void;
}) {
  const { draft, refetchChanged } = editor;
  const changes = {
    archive: trpc.products.archiveVariant,
    restore: trpc.products.restoreVariant,
    delete: trpc.products.deleteVariant,
  };
  const name = `${draft.base.title}, ${variant.title || variant.sku}`;
  const { verb, done } = actionTexts[action];
  const change = changes[action].useMutation({
    onSuccess(made) {
      if (action !== "restore") draft.dropVariant(variant.id);
      draft.receive(made);
      onDone(`${name} ${done}`);
    },
    onError: refetchChanged,
  });
  return (
    <Dialog title={`${verb} ${name}`} isBusy={change.isPending} onClose={onClose}>
      <ul className={classes.consequences}>
        {consequences(action, variant).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <Failure error={change.error} isOpen={false} />
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose} disabled={change.isPending}>
          Leave it
        </Button>
        <Button
          color={action === "delete" ? "red" : "blue"}
          loading={change.isPending}
          onClick={() =>
            change.mutate({ productId: draft.base.id, version: draft.base.version, variantId: variant.id })
          }
          data-autofocus
        >
          {verb}
        </Button>
      </div>
    </Dialog>
  );
}

function consequences(action: VariantAction, { sku, stock }: StaffVariant): string[] {
  if (action === "restore") return ["Customers can choose it again, with the prices and the stock it has."];
  if (action === "delete")
    return [
      `It never sold and never had stock, so nothing is lost but its title, prices and the SKU ${sku}.`,
      "Carts that contain it lose that line. It can't be undone.",
    ];
  return [
    "Customers no longer see it. Carts that contain it say that it is not on sale.",
    stock.held > 0
      ? `The ${stock.held} held at the checkout can still be paid for.`
      : "None is reserved at the checkout.",
    `Its orders and its stock (${stock.onHand} on hand) stay, and it can be restored.`,
  ];
}
