import { maxFileName, maxFilesOfVariant } from "@dualtrack/contract";
import { FileButton } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { type StaffFile, type StaffProduct, type StaffVariant, trpcClient } from "../../server/trpc.ts";
import type { EditProduct } from "../../server/use-product-edits.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { Failure } from "../../ui/failure.tsx";
import { Section } from "../../ui/section.tsx";
import { DownloadLimitField } from "./download-limit-field.tsx";
import { ExportDownloads } from "./export-downloads.tsx";
import { FileRow } from "./file-row.tsx";
import classes from "./files.module.css";
import { RemoveFileDialog } from "./remove-file-dialog.tsx";
import { UploadRows } from "./upload-rows.tsx";
import { type Target, useFileUploads } from "./use-file-uploads.ts";

/** What customers of each variant download, in the order in which they see it. Each change is saved at once. */
export function FilesSection({
  product,
  mayEdit,
  edit,
}: {
  product: StaffProduct;
  mayEdit: boolean;
  edit: EditProduct;
}) {
  const [notice, setNotice] = useState("");
  const [toRemove, setToRemove] = useState<StaffFile | null>(null);
  const { uploads, add, drop, send } = useFileUploads(edit, ({ name, own }) =>
    setNotice(
      own.length > maxFileName
        ? `The file is in its place, as ${name}: names have at most ${maxFileName} characters.`
        : `${name} is in its place.`,
    ),
  );
  const move = useMutation({
    mutationFn: ({ fileId, place }: { fileId: string; place: number }) =>
      edit(({ id, version }) =>
        trpcClient.products.moveFile.mutate({ productId: id, version, fileId, place }),
      ),
    onMutate: () => setNotice(""),
    onSuccess: () => setNotice("The order of the files is saved."),
  });
  const variants = product.variants.filter(({ isArchived }) => !isArchived);

  return (
    <Section title="Files" id="files">
      <p className={classes.hint}>
        {variants.length === 0
          ? "Save a variant first: its files are added here."
          : "Customers download them once they have paid. Up to 2 GB each; a file that is replaced is the new one for those who have bought it, too."}
      </p>
      <p className={classes.hint}>
        Who downloaded them: <ExportDownloads productId={product.id} />
      </p>
      {variants.map((variant) => (
        <div key={variant.id} className={classes.variant}>
          <div className={classes.head}>
            <h3 className={classes.name}>{variant.title || variant.sku}</h3>
            {mayEdit && (
              <AddButton
                variant={variant}
                onFiles={(files) => {
                  setNotice("");
                  add({ variantId: variant.id }, files);
                }}
                onRefused={setNotice}
              />
            )}
          </div>
          {variant.files.length === 0 ? (
            <p className={classes.hint}>No file yet. It can't be on sale without one.</p>
          ) : (
            <ol className={classes.files} aria-label={`Files of ${variant.title || variant.sku}`}>
              {variant.files.map((file, place) => (
                <FileRow
                  key={file.id}
                  file={file}
                  isFirst={place === 0}
                  isLast={place === variant.files.length - 1}
                  mayEdit={mayEdit}
                  edit={edit}
                  onNotice={setNotice}
                  onMove={(step) => move.mutate({ fileId: file.id, place: place + step })}
                  onReplace={(content) => add({ fileId: file.id }, [content])}
                  onRemove={() => setToRemove(file)}
                />
              ))}
            </ol>
          )}
          {mayEdit ? (
            <DownloadLimitField variant={variant} edit={edit} onNotice={setNotice} />
          ) : (
            <p className={classes.hint}>
              Downloads of each file per order: {variant.downloadLimit ?? "no limit"}
            </p>
          )}
          <UploadRows
            uploads={uploads.filter(({ target }) => isOf(variant, target))}
            onAgain={send}
            onDrop={drop}
          />
        </div>
      ))}
      <Failure error={move.error} isOpen={false} />
      <p role="status" className={classes.notice}>
        {notice}
      </p>
      {toRemove && (
        <RemoveFileDialog
          file={toRemove}
          edit={edit}
          onClose={() => setToRemove(null)}
          onDone={() => {
            setToRemove(null);
            setNotice(`${toRemove.name} is removed.`);
          }}
        />
      )}
    </Section>
  );
}

function isOf(variant: StaffVariant, target: Target): boolean {
  if ("variantId" in target) return target.variantId === variant.id;
  return "fileId" in target && variant.files.some(({ id }) => id === target.fileId);
}

function AddButton({
  variant,
  onFiles,
  onRefused,
}: {
  variant: StaffVariant;
  onFiles: (files: File[]) => void;
  onRefused: (reason: string) => void;
}) {
  const reset = useRef<() => void>(null);
  const isFull = variant.files.length >= maxFilesOfVariant;
  return (
    <FileButton
      multiple
      resetRef={reset}
      onChange={(files) => {
        onFiles(files);
        reset.current?.(); // so that the same file can be chosen once more
      }}
    >
      {({ onClick }) => (
        <ActionButton
          disabledReason={isFull ? `A variant takes at most ${maxFilesOfVariant} files.` : null}
          onPress={onClick}
          onRefused={onRefused}
        >
          Add files
        </ActionButton>
      )}
    </FileButton>
  );
}
