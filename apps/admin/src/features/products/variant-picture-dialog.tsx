import { maxPictures } from "@dualtrack/contract";
import { Button, FileButton } from "@mantine/core";
import { useRef, useState } from "react";
import type { StaffPicture } from "../../server/trpc.ts";
import dialog from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { pictureKey, variantName } from "./product-fields.ts";
import type { Editor } from "./use-editor.ts";
import { useVariantUpload } from "./use-variant-upload.ts";
import classes from "./variant-picture.module.css";

/** Chooses which of the product's pictures is the variant's own. It counts when the product is saved, like a title. */
export function VariantPictureDialog({
  variantId,
  editor,
  onClose,
}: {
  variantId: string;
  editor: Editor;
  onClose: () => void;
}) {
  const { draft } = editor;
  const { pictures } = draft.base;
  const [chosen, choose] = useState(draft.values[pictureKey(variantId)] ?? "");
  const chooseAgain = useRef<() => void>(null);
  const upload = useVariantUpload(editor, choose);

  return (
    <Dialog
      title={`Picture of ${variantName(variantId, draft.values)}`}
      size="lg"
      isBusy={upload.isSending}
      onClose={onClose}
    >
      <fieldset className={classes.choices} disabled={upload.isSending} aria-label="Picture">
        <label className={classes.choice}>
          <input type="radio" name="picture" checked={chosen === ""} onChange={() => choose("")} />
          {pictures[0] === undefined ? (
            <span className={classes.none} />
          ) : (
            <img src={smallest(pictures[0])} alt="" className={classes.faded} />
          )}
          None of its own: the product's first
        </label>
        {pictures.map((picture, index) => (
          <label key={picture.id} className={classes.choice}>
            <input
              type="radio"
              name="picture"
              checked={chosen === picture.id}
              onChange={() => choose(picture.id)}
            />
            <img src={smallest(picture)} alt="" />
            <span className={classes.caption}>
              Picture {index + 1}
              {picture.alt && `: ${picture.alt}`}
            </span>
          </label>
        ))}
      </fieldset>
      <div className={classes.uploadLine}>
        <FileButton
          accept="image/jpeg,image/png,image/webp,image/avif"
          resetRef={chooseAgain}
          onChange={(file) => {
            if (file !== null) upload.send(file);
            chooseAgain.current?.(); // so that the same file can be chosen once more
          }}
        >
          {({ onClick }) => (
            <Button
              size="xs"
              variant="default"
              loading={upload.isSending}
              disabled={pictures.length >= maxPictures}
              onClick={onClick}
            >
              Add a picture
            </Button>
          )}
        </FileButton>
        {pictures.length >= maxPictures
          ? `A product takes ${maxPictures} pictures at the most.`
          : "JPEG, PNG, WebP or AVIF up to 10 MB. It becomes one of the product's pictures at once."}
      </div>
      <Failure error={upload.error} isOpen={false} />
      {upload.again !== null && (
        <Button size="compact-sm" variant="default" mt={8} onClick={upload.again}>
          Send it again
        </Button>
      )}
      <div className={dialog.foot}>
        <p className={dialog.sentence}>Customers see it once the product is saved.</p>
        <div className={dialog.buttons}>
          <Button variant="default" onClick={onClose} disabled={upload.isSending}>
            Leave it
          </Button>
          <Button
            disabled={upload.isSending}
            onClick={() => {
              draft.set(pictureKey(variantId), chosen);
              onClose();
            }}
          >
            Choose
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function smallest({ id, width, widths }: StaffPicture): string {
  return `/media/${id}/${widths[0] ?? width}.webp`;
}
