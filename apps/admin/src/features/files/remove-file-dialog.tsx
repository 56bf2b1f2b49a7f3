import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type StaffFile, type StaffProduct, trpcClient } from "../../server/trpc.ts";
import type { EditProduct } from "../../server/use-product-edits.ts";
import dialog from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";

/** Asks before a file is no longer sold. Pressing again after a lost answer finds it gone, and that is well. */
export function RemoveFileDialog({
  file,
  edit,
  onDone,
  onClose,
}: {
  file: StaffFile;
  edit: EditProduct;
  onDone: () => void;
  onClose: () => void;
}) {
  const has = ({ variants }: StaffProduct) =>
    variants.some(({ files }) => files.some(({ id }) => id === file.id));
  const remove = useMutation({
    mutationFn: () =>
      edit(async (newest) => {
        if (!has(newest)) return newest;
        const { id, version } = newest;
        return trpcClient.products.removeFile.mutate({ productId: id, version, fileId: file.id });
      }),
    onSuccess: onDone,
  });
  return (
    <Dialog title={`Remove ${file.name}`} isBusy={remove.isPending} onClose={onClose}>
      <ul className={dialog.consequences}>
        <li>Who orders from now on does not get it.</li>
        <li>Who has ordered before keeps it on the order's page.</li>
        <li>To sell it again, add it again.</li>
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
