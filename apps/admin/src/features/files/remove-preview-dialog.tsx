import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type StaffPreview, trpcClient } from "../../server/trpc.ts";
import type { EditProduct } from "../../server/use-product-edits.ts";
import dialog from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";

/** Asks before a preview is gone. Pressing again after a lost answer finds it gone, and that is well. */
export function RemovePreviewDialog({
  preview,
  edit,
  onDone,
  onClose,
}: {
  preview: StaffPreview;
  edit: EditProduct;
  onDone: () => void;
  onClose: () => void;
}) {
  const remove = useMutation({
    mutationFn: () =>
      edit(async (newest) => {
        if (!newest.previews.some(({ id }) => id === preview.id)) return newest;
        const { id, version } = newest;
        return trpcClient.products.removePreview.mutate({ productId: id, version, previewId: preview.id });
      }),
    onSuccess: onDone,
  });
  return (
    <Dialog title={`Remove ${preview.title}`} isBusy={remove.isPending} onClose={onClose}>
      <ul className={dialog.consequences}>
        <li>Nobody can listen to it on the product's page any more.</li>
        <li>What customers have bought stays as it is.</li>
      </ul>
      <Failure error={remove.error} isOpen={false} />
      <div className={dialog.buttons}>
        <Button variant="default" onClick={onClose} disabled={remove.isPending}>
          Keep it
        </Button>
        <Button color="red" onClick={() => remove.mutate()} loading={remove.isPending}>
          Remove it
        </Button>
      </div>
    </Dialog>
  );
}
