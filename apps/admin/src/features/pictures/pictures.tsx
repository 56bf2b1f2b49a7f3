import { FileButton } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { type StaffPicture, type StaffProduct, trpcClient } from "../../server/trpc.ts";
import type { EditProduct } from "../../server/use-product-edits.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { Section } from "../../ui/section.tsx";
import { PictureCard } from "./picture-card.tsx";
import { PictureFailure } from "./picture-failure.tsx";
import { pictureTypes } from "./picture-file.ts";
import classes from "./pictures.module.css";
import { RemoveDialog } from "./remove-dialog.tsx";
import { UploadList } from "./upload-list.tsx";
import { useOfferedFiles } from "./use-offered-files.ts";
import { useUploads } from "./use-uploads.ts";

const fileHint = "JPEG, PNG, WebP or AVIF up to 10 MB: choose, drop or paste them.";

/**
 * A product's pictures in the order of the shop. Each change is saved at once.
 */
export function Pictures({
  product,
  mayEdit,
  edit,
}: {
  product: StaffProduct;
  mayEdit: boolean;
  edit: EditProduct;
}) {
  const [notice, setNotice] = useState("");
  const [toRemove, setToRemove] = useState<StaffPicture | null>(null);
  const resetFileButton = useRef<() => void>(null);
  const { uploads, add, drop, send } = useUploads(edit, (file) => setNotice(`${file.name} is added.`));
  const isOver = useOfferedFiles(mayEdit && toRemove === null ? add : null);
  const move = useMutation({
    mutationFn: ({ pictureId, step }: { pictureId: string; step: number }) =>
      edit(({ id, version, pictures }) => {
        const place = Math.max(0, pictures.findIndex((picture) => picture.id === pictureId) + step);
        return trpcClient.products.movePicture.mutate({ productId: id, version, pictureId, place });
      }),
    onMutate: () => setNotice(""),
    onSuccess: () => setNotice("The order of the pictures is saved."),
  });
  const disabledReason = mayEdit ? null : "Only an owner or a manager may change pictures.";
  const { pictures } = product;

  return (
    <Section
      title="Pictures"
      id="pictures"
      aside={
        <FileButton
          multiple
          accept={pictureTypes.join(",")}
          resetRef={resetFileButton}
          onChange={(files) => {
            add(files);
            resetFileButton.current?.(); // so that the same file can be chosen once more
          }}
        >
          {({ onClick }) => (
            <ActionButton disabledReason={disabledReason} onPress={onClick} onRefused={setNotice}>
              Add pictures
            </ActionButton>
          )}
        </FileButton>
      }
    >
      <div className={classes.box} data-over={isOver || undefined}>
        <p className={classes.hint}>
          {pictures.length === 0 && "The shop shows an empty frame as long as there is no picture. "}
          {mayEdit && (isOver ? "Drop the pictures to add them." : fileHint)}
        </p>
        {pictures.length > 0 && (
          <ol className={classes.cards}>
            {pictures.map((picture, index) => (
              <PictureCard
                key={picture.id}
                picture={picture}
                place={index + 1}
                count={pictures.length}
                mayEdit={mayEdit}
                edit={edit}
                onNotice={setNotice}
                onMove={(pictureId, step) => step !== 0 && move.mutate({ pictureId, step })}
                onRemove={setToRemove}
              />
            ))}
          </ol>
        )}
        <PictureFailure error={move.error} />
        <UploadList uploads={uploads} onAgain={send} onDrop={drop} />
      </div>
      <p role="status" className={classes.notice}>
        {notice}
      </p>
      {toRemove && (
        <RemoveDialog
          product={product}
          picture={toRemove}
          edit={edit}
          onClose={() => setToRemove(null)}
          onDone={() => {
            setToRemove(null);
            setNotice("The picture is removed.");
          }}
        />
      )}
    </Section>
  );
}
