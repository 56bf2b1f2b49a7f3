import { newRequestId } from "@dualtrack/browser";
import { createProductInput, type ProductKind, productKinds } from "@dualtrack/contract";
import { Button, Radio, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { kindTexts } from "./product-badges.ts";

/** Makes a draft: its variants, prices and pictures come on its own page. */
export function NewProductDialog({
  onDone,
  onClose,
}: {
  onDone: (productId: string) => void;
  onClose: () => void;
}) {
  const [requestId] = useState(newRequestId);
  const utils = trpc.useUtils();
  const create = trpc.products.create.useMutation({ onSettled: () => utils.products.list.invalidate() });
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: { kind: "physical" as ProductKind, title: "", artist: "", description: "" },
    schema: createProductInput,
    inputOf: (values) => ({ requestId, ...values }),
    mutation: create,
    onDone: () => onDone(requestId),
  });

  return (
    <Dialog title="New product" isBusy={create.isPending} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <fieldset className={classes.fields} disabled={isLocked}>
          <Radio.Group label="What is it?" description="It stays as it is." {...form.getInputProps("kind")}>
            {productKinds.map((kind) => (
              <Radio key={kind} value={kind} label={kindTexts[kind]} mt="xs" />
            ))}
          </Radio.Group>
          <TextInput label="Title" required maxLength={120} {...form.getInputProps("title")} data-autofocus />
          <TextInput label="Artist" required maxLength={120} {...form.getInputProps("artist")} />
          <Textarea
            label="Description"
            description="Needed before customers can see it; it can wait."
            rows={4}
            maxLength={5_000}
            {...form.getInputProps("description")}
          />
        </fieldset>
        <Failure error={failure} isOpen={frozen !== null} />
        <div className={classes.foot}>
          <p className={classes.sentence}>It begins as a draft. No customer sees it before you publish it.</p>
          <div className={classes.buttons}>
            <Button variant="default" onClick={onClose} disabled={create.isPending}>
              {frozen === null ? "Don't create it" : "Close"}
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
