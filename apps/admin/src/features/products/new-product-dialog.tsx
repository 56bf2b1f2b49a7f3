import { Button, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { newRequestId } from "../../new-request-id.ts";
import { fieldProblemsOf } from "../../server/refusals.ts";
import { trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useOnce } from "../../ui/use-once.ts";

/** Makes a draft: its variants, prices and pictures come on its own page. */
export function NewProductDialog({
  onDone,
  onClose,
}: {
  onDone: (productId: string) => void;
  onClose: () => void;
}) {
  const [requestId] = useState(newRequestId);
  const [title, setTitle] = useState("");
  const [artist, setArtist] = useState("");
  const [description, setDescription] = useState("");
  const [isTried, setTried] = useState(false);
  const utils = trpc.useUtils();
  const create = trpc.products.create.useMutation({ onSettled: () => utils.products.list.invalidate() });
  const { frozen, send } = useOnce(create, () => onDone(requestId));
  const problems = fieldProblemsOf(create.error);

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (title.trim() === "" || artist.trim() === "") return;
    send({ requestId, title, artist, description });
  }

  return (
    <Dialog title="New product" isBusy={create.isPending} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <fieldset className={classes.fields} disabled={create.isPending || frozen !== null}>
          <TextInput
            label="Title"
            required
            maxLength={120}
            value={title}
            error={isTried && title.trim() === "" ? "The title is missing" : problems?.title?.[0]}
            onChange={(event) => setTitle(event.currentTarget.value)}
            data-autofocus
          />
          <TextInput
            label="Artist"
            required
            maxLength={120}
            value={artist}
            error={isTried && artist.trim() === "" ? "The artist is missing" : problems?.artist?.[0]}
            onChange={(event) => setArtist(event.currentTarget.value)}
          />
          <Textarea
            label="Description"
            description="Needed before customers can see it; it can wait."
            rows={4}
            maxLength={5_000}
            value={description}
            error={problems?.description?.[0]}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
        </fieldset>
        {problems === null && <Failure error={create.error} isOpen={frozen !== null} />}
        <div className={classes.foot}>
          <p className={classes.sentence}>It begins as a draft. No customer sees it before you publish it.</p>
          <div className={classes.buttons}>
            <Button variant="default" onClick={onClose} disabled={create.isPending}>
              {frozen === null ? "Don't make it" : "Close"}
            </Button>
            <Button type="submit" loading={create.isPending}>
              Make the product
            </Button>
          </div>
        </div>
      </form>
    </Dialog>
  );
}
