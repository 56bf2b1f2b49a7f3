import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { type StaffPicture, trpcClient } from "../../server/trpc.ts";
import { PictureFailure } from "./picture-failure.tsx";
import type { EditPictures } from "./use-picture-edits.ts";

/** What a picture shows, for customers who can't see it; saved when the field is left. */
export function AltField({
  picture,
  place,
  edit,
  onNotice,
}: {
  picture: StaffPicture;
  place: number;
  edit: EditPictures;
  onNotice: (notice: string) => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? picture.alt;
  const save = useMutation({
    mutationFn: (alt: string) =>
      edit(({ id, version }) =>
        trpcClient.products.describePicture.mutate({ productId: id, version, pictureId: picture.id, alt }),
      ),
    onMutate: () => onNotice(""),
    onSuccess(_nothing, alt) {
      setTyped((now) => (now?.trim() === alt ? null : now));
      onNotice(alt === "" ? `Picture ${place} has no description now.` : `Picture ${place} is described.`);
    },
  });

  function leave(): void {
    if (save.isPending) return;
    if (text.trim() === picture.alt) setTyped(null);
    else save.mutate(text.trim());
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
        value={text}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={leave}
        onKeyDown={(event) => {
          if (event.key === "Enter") leave();
          if (event.key !== "Escape") return;
          setTyped(null);
          save.reset();
        }}
      />
      <PictureFailure error={save.error} />
      {save.isError && (
        <Button size="compact-xs" variant="default" mt={6} loading={save.isPending} onClick={leave}>
          Save it again
        </Button>
      )}
    </div>
  );
}
