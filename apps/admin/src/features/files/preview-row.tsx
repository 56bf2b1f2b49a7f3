import { renamePreviewInput } from "@dualtrack/contract";
import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type StaffPreview, trpcClient } from "../../server/trpc.ts";
import type { EditProduct } from "../../server/use-product-edits.ts";
import { Failure } from "../../ui/failure.tsx";
import { MoveButtons } from "../../ui/move-buttons.tsx";
import { useSchemaForm } from "../../ui/use-schema-form.ts";
import classes from "./files.module.css";

const titleInput = renamePreviewInput.pick({ title: true });

/** One preview of a product, to be listened to. Its title is saved when the field is left. */
export function PreviewRow({
  preview,
  ends,
  mayEdit,
  edit,
  onNotice,
  onMove,
  onRemove,
}: {
  preview: StaffPreview;
  ends: { isFirst: boolean; isLast: boolean };
  mayEdit: boolean;
  edit: EditProduct;
  onNotice: (notice: string) => void;
  onMove: (step: -1 | 1) => void;
  onRemove: () => void;
}) {
  // As long as nothing is typed, the field follows what others save.
  const { form, showErrors, failureOf } = useSchemaForm<{ title: string | null }, typeof titleInput>({
    initialValues: { title: null },
    schema: titleInput,
    inputOf: ({ title }) => ({ title: title ?? preview.title }),
  });
  const text = form.values.title ?? preview.title;
  const save = useMutation({
    mutationFn: (title: string) =>
      edit(({ id, version }) =>
        trpcClient.products.renamePreview.mutate({
          ...{ productId: id, version, previewId: preview.id, title },
        }),
      ),
    onMutate: () => onNotice(""),
    onSuccess(_nothing, title) {
      if (form.getValues().title?.trim() === title) form.reset();
      onNotice(`Customers see the title ${title} now.`);
    },
    onError: showErrors,
  });

  function leave(): void {
    if (save.isPending) return;
    if (text.trim() === preview.title) form.reset();
    else if (!form.validate().hasErrors) save.mutate(text.trim());
  }

  return (
    <li className={classes.file}>
      <span className={classes.field}>
        {mayEdit ? (
          <TextInput
            size="xs"
            aria-label={`Title of ${preview.title}`}
            maxLength={120}
            {...form.getInputProps("title")}
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
          preview.title
        )}
        <Failure error={failureOf(save.error)} isOpen={false} />
      </span>
      {/* biome-ignore lint/a11y/useMediaCaption: staff listen to what they have uploaded. */}
      <audio
        controls
        preload="none"
        src={preview.path}
        className={classes.player}
        aria-label={`Listen to ${preview.title}`}
      />
      {mayEdit && (
        <span className={classes.buttons}>
          <MoveButtons id={preview.id} name={preview.title} isBusy={false} ends={ends} onMove={onMove} />
          <Button
            size="compact-xs"
            variant="subtle"
            color="red"
            onClick={onRemove}
            aria-label={`Remove ${preview.title}`}
          >
            Remove
          </Button>
        </span>
      )}
    </li>
  );
}
