import { maxPreviewsOfProduct } from "@dualtrack/contract";
import { FileButton } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { type StaffPreview, type StaffProduct, trpcClient } from "../../server/trpc.ts";
import type { EditProduct } from "../../server/use-product-edits.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { Failure } from "../../ui/failure.tsx";
import { Section } from "../../ui/section.tsx";
import classes from "./files.module.css";
import { PreviewRow } from "./preview-row.tsx";
import { RemovePreviewDialog } from "./remove-preview-dialog.tsx";
import { UploadRows } from "./upload-rows.tsx";
import { useFileUploads } from "./use-file-uploads.ts";

/** What everybody can listen to on the product's page, in its order. Each change is saved at once. */
export function PreviewsSection({
  product: { previews },
  mayEdit,
  edit,
}: {
  product: StaffProduct;
  mayEdit: boolean;
  edit: EditProduct;
}) {
  const [notice, setNotice] = useState("");
  const [toRemove, setToRemove] = useState<StaffPreview | null>(null);
  const reset = useRef<() => void>(null);
  const { uploads, add, drop, send } = useFileUploads(edit, ({ name }) =>
    setNotice(`Customers can listen to ${name} now.`),
  );
  const move = useMutation({
    mutationFn: ({ previewId, place }: { previewId: string; place: number }) =>
      edit(({ id, version }) =>
        trpcClient.products.movePreview.mutate({ productId: id, version, previewId, place }),
      ),
    onMutate: () => setNotice(""),
    onSuccess: () => setNotice("The order of the previews is saved."),
  });
  const isFull = previews.length >= maxPreviewsOfProduct;
  return (
    <Section title="Previews to listen to" id="previews">
      <p className={classes.hint}>
        Everybody can play them on the product's page, and could keep them: short parts, never the file that
        is sold. MP3, M4A, WAV, Ogg or FLAC up to 30 MB.
      </p>
      {previews.length > 0 && (
        <ol className={classes.files} aria-label="Previews">
          {previews.map((preview, place) => (
            <PreviewRow
              key={preview.id}
              preview={preview}
              ends={{ isFirst: place === 0, isLast: place === previews.length - 1 }}
              mayEdit={mayEdit}
              edit={edit}
              onNotice={setNotice}
              onMove={(step) => move.mutate({ previewId: preview.id, place: place + step })}
              onRemove={() => setToRemove(preview)}
            />
          ))}
        </ol>
      )}
      <UploadRows uploads={uploads} onAgain={send} onDrop={drop} />
      {mayEdit && (
        <FileButton
          multiple
          accept="audio/*"
          resetRef={reset}
          onChange={(files) => {
            setNotice("");
            add({ preview: true }, files);
            reset.current?.(); // so that the same file can be chosen once more
          }}
        >
          {({ onClick }) => (
            <ActionButton
              mt={8}
              disabledReason={isFull ? `A product takes at most ${maxPreviewsOfProduct} previews.` : null}
              onPress={onClick}
              onRefused={setNotice}
            >
              Add previews
            </ActionButton>
          )}
        </FileButton>
      )}
      <Failure error={move.error} isOpen={false} />
      <p role="status" className={classes.notice}>
        {notice}
      </p>
      {toRemove && (
        <RemovePreviewDialog
          preview={toRemove}
          edit={edit}
          onClose={() => setToRemove(null)}
          onDone={() => {
            setToRemove(null);
            setNotice(`${toRemove.title} is removed.`);
          }}
        />
      )}
    </Section>
  );
}
