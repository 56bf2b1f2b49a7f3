import { fileSize, maxFileName, renameFileInput } from "@dualtrack/contract";
import { Button, FileButton, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { type StaffFile, trpcClient } from "../../server/trpc.ts";
import type { EditProduct } from "../../server/use-product-edits.ts";
import { Failure } from "../../ui/failure.tsx";
import { MoveButtons } from "../../ui/move-buttons.tsx";
import { useSchemaForm } from "../../ui/use-schema-form.ts";
import classes from "./files.module.css";

const nameInput = renameFileInput.pick({ name: true });

/** One file of a variant. Its name is saved when the field is left. */
export function FileRow({
  file,
  isFirst,
  isLast,
  mayEdit,
  edit,
  onNotice,
  onMove,
  onReplace,
  onRemove,
}: {
  file: StaffFile;
  isFirst: boolean;
  isLast: boolean;
  mayEdit: boolean;
  edit: EditProduct;
  onNotice: (notice: string) => void;
  onMove: (step: -1 | 1) => void;
  onReplace: (content: File) => void;
  onRemove: () => void;
}) {
  const reset = useRef<() => void>(null);
  // As long as nothing is typed, the field follows what others save.
  const { form, showErrors, failureOf } = useSchemaForm<{ name: string | null }, typeof nameInput>({
    initialValues: { name: null },
    schema: nameInput,
    inputOf: ({ name }) => ({ name: name ?? file.name }),
  });
  const text = form.values.name ?? file.name;
  const save = useMutation({
    mutationFn: (name: string) =>
      edit(({ id, version }) =>
        trpcClient.products.renameFile.mutate({ productId: id, version, fileId: file.id, name }),
      ),
    onMutate: () => onNotice(""),
    onSuccess(_nothing, name) {
      if (form.getValues().name?.trim() === name) form.reset();
      onNotice(`Customers see the name ${name} now.`);
    },
    onError: showErrors,
  });

  function leave(): void {
    if (save.isPending) return;
    if (text.trim() === file.name) form.reset();
    else if (!form.validate().hasErrors) save.mutate(text.trim());
  }

  return (
    <li className={classes.file}>
      <span className={classes.field}>
        {mayEdit ? (
          <TextInput
            size="xs"
            aria-label={`Name of ${file.name}`}
            maxLength={maxFileName}
            {...form.getInputProps("name")}
            value={text}
            onBlur={leave}
            onKeyDown={(event) => {
              if (event.key === "Enter") leave();
              if (event.key !== "Escape") return;
              form.reset();
              save.reset();
            }}
          />
        ) : (
          file.name
        )}
        <Failure error={failureOf(save.error)} isOpen={false} />
      </span>
      <span className={classes.size} title={`SHA-256 ${file.sha256}`}>
        {fileSize(file.bytes)}
      </span>
      {mayEdit && (
        <span className={classes.buttons}>
          <MoveButtons
            id={file.id}
            name={file.name}
            isBusy={false}
            ends={{ isFirst, isLast }}
            onMove={onMove}
          />
          <FileButton
            resetRef={reset}
            onChange={(content) => {
              if (content !== null) onReplace(content);
              reset.current?.();
            }}
          >
            {({ onClick }) => (
              <Button
                size="compact-xs"
                variant="default"
                onClick={onClick}
                aria-label={`Replace ${file.name}`}
              >
                Replace
              </Button>
            )}
          </FileButton>
          <Button
            size="compact-xs"
            variant="subtle"
            color="red"
            onClick={onRemove}
            aria-label={`Remove ${file.name}`}
          >
            Remove
          </Button>
        </span>
      )}
    </li>
  );
}
