import { describePictureInput } from "@dualtrack/contract";
import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type StaffPicture, trpcClient } from "../../server/trpc.ts";
import type { EditProduct } from "../../server/use-product-edits.ts";
import { useSchemaForm } from "../../ui/use-schema-form.ts";
import { PictureFailure } from "./picture-failure.tsx";

const altInput = describePictureInput.pick({ alt: true });

/** What a picture shows, for customers who can't see it; saved when the field is left. */
export function AltField({
  picture,
  place,
  edit,
  onNotice,
}: {
  picture: StaffPicture;
  place: number;
  edit: EditProduct;
  onNotice: (notice: string) => void;
}) {
  // As long as nothing is typed, the field follows what others save.
  const { form, showErrors, failureOf } = useSchemaForm<{ alt: string | null }, typeof altInput>({
    initialValues: { alt: null },
    schema: altInput,
    inputOf: ({ alt }) => ({ alt: alt ?? picture.alt }),
  });
  const text = form.values.alt ?? picture.alt;
  const save = useMutation({
    mutationFn: (alt: string) =>
      edit(({ id, version }) =>
        trpcClient.products.describePicture.mutate({ productId: id, version, pictureId: picture.id, alt }),
      ),
    onMutate: () => onNotice(""),
    onSuccess(_nothing, alt) {
      if (form.getValues().alt?.trim() === alt) form.reset();
      onNotice(alt === "" ? `Picture ${place} has no description now.` : `Picture ${place} is described.`);
    },
    onError: showErrors,
  });

  function leave(): void {
    if (save.isPending) return;
    if (text.trim() === picture.alt) form.reset();
    else if (!form.validate().hasErrors) save.mutate(text.trim()); // an error keeps nobody in the field
  }

  return (
    <div>
      <TextInput
        label="Description"
        aria-label={`Description of picture ${place}`}
        description={text === "" ? "Missing: some customers can't see it, and hear this instead." : undefined}
        inputWrapperOrder={["label", "input", "description", "error"]}
        placeholder="Black vinyl beside its sleeve"
        size="xs"
        maxLength={300}
        {...form.getInputProps("alt")}
        value={text}
        onBlur={leave}
        onKeyDown={(event) => {
          if (event.key === "Enter") leave();
          if (event.key !== "Escape") return;
          form.reset();
          save.reset();
        }}
      />
      <PictureFailure error={failureOf(save.error)} />
      {save.isError && (
        <Button size="compact-xs" variant="default" mt={6} loading={save.isPending} onClick={leave}>
          Save it again
        </Button>
      )}
    </div>
  );
}
