import { maxDownloads, setDownloadLimitInput } from "@dualtrack/contract";
import { TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type StaffVariant, trpcClient } from "../../server/trpc.ts";
import type { EditProduct } from "../../server/use-product-edits.ts";
import { Failure } from "../../ui/failure.tsx";
import { useSchemaForm } from "../../ui/use-schema-form.ts";
import classes from "./files.module.css";

const limitInput = setDownloadLimitInput.pick({ limit: true });

/** How often a customer may download each file of the variant. It is saved when the field is left. */
export function DownloadLimitField({
  variant,
  edit,
  onNotice,
}: {
  variant: StaffVariant;
  edit: EditProduct;
  onNotice: (notice: string) => void;
}) {
  // As long as nothing is typed, the field follows what others save.
  const { form, showErrors, failureOf } = useSchemaForm<{ limit: string | null }, typeof limitInput>({
    initialValues: { limit: null },
    schema: limitInput,
    inputOf: ({ limit }) => ({ limit: limitIn(limit ?? textOf(variant)) }),
  });
  const text = form.values.limit ?? textOf(variant);
  const save = useMutation({
    mutationFn: (limit: number | null) =>
      edit(({ id, version }) =>
        trpcClient.products.setDownloadLimit.mutate({
          ...{ productId: id, version, variantId: variant.id, limit },
        }),
      ),
    onMutate: () => onNotice(""),
    onSuccess(_nothing, limit) {
      form.reset();
      onNotice(
        limit === null
          ? "Who orders from now on downloads as often as they like."
          : `Who orders from now on downloads each file ${limit === 1 ? "once" : `up to ${limit} times`}.`,
      );
    },
    onError: showErrors,
  });

  function leave(): void {
    if (save.isPending) return;
    if (text.trim() === textOf(variant)) form.reset();
    else if (!form.validate().hasErrors) save.mutate(limitIn(text));
  }

  return (
    <div className={classes.limit}>
      <TextInput
        size="xs"
        label="Downloads of each file per order"
        placeholder="no limit"
        inputMode="numeric"
        maxLength={String(maxDownloads).length}
        {...form.getInputProps("limit")}
        value={text}
        onBlur={leave}
        onKeyDown={(event) => {
          if (event.key === "Enter") leave();
          if (event.key !== "Escape") return;
          form.reset();
          save.reset();
        }}
      />
      <Failure error={failureOf(save.error)} isOpen={false} />
    </div>
  );
}

function textOf({ downloadLimit }: StaffVariant): string {
  return downloadLimit === null ? "" : String(downloadLimit);
}

/** What is no number is `NaN`, which the schema refuses with its own words. */
function limitIn(text: string): number | null {
  return text.trim() === "" ? null : Number(text);
}
