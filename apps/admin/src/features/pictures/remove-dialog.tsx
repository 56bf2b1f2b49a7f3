import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type StaffPicture, type StaffProduct, trpcClient } from "../../server/trpc.ts";
import type { EditProduct } from "../../server/use-product-edits.ts";
import dialog from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { PictureFailure } from "./picture-failure.tsx";
import classes from "./pictures.module.css";
import { Thumbnail } from "./thumbnail.tsx";

/** Asks before a picture is deleted. Pressing again after a lost answer finds it gone, and that is well. */
export function RemoveDialog({
  product,
  picture,
  edit,
  onDone,
  onClose,
}: {
  product: StaffProduct;
  picture: StaffPicture;
  edit: EditProduct;
  onDone: () => void;
  onClose: () => void;
}) {
  const shownBy = product.variants.filter(({ pictureId }) => pictureId === picture.id);
  const isIt = ({ id }: StaffPicture) => id === picture.id;
  const remove = useMutation({
    mutationFn: () =>
      edit(async (newest) => {
        if (!newest.pictures.some(isIt)) return newest;
        const { id, version } = newest;
        return trpcClient.products.removePicture.mutate({ productId: id, version, pictureId: picture.id });
      }),
    onSuccess: onDone,
  });

  return (
    <Dialog title="Remove the picture" isBusy={remove.isPending} onClose={onClose}>
      <div className={classes.doomed}>
        <Thumbnail picture={picture} alt={picture.alt} />
      </div>
      <ul className={dialog.consequences}>
        <li>
          Customers no longer see it at <strong>{product.title}</strong>.
        </li>
        <li>{next(product, picture.id)}</li>
        {shownBy.length > 0 && (
          <li>
            {shownBy.map(({ title, sku }) => title || sku).join(", ")} {shownBy.length === 1 ? "has" : "have"}{" "}
            it as {shownBy.length === 1 ? "its" : "their"} own picture, and then{" "}
            {shownBy.length === 1 ? "shows" : "show"} the product's first.
          </li>
        )}
        <li>Its files are deleted. To have it back, add it again.</li>
      </ul>
      <PictureFailure error={remove.error} />
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

/** What the shop shows afterwards. */
function next({ pictures }: StaffProduct, pictureId: string): string {
  if (pictures.length <= 1)
    return "It is the only one: the shop then shows an empty frame with the product's name beside it.";
  if (pictures[0]?.id === pictureId) return "The shop shows the next one first.";
  return "The others stay as they are.";
}
