import { Button } from "@mantine/core";
import { useState } from "react";
import { exactTime } from "../../messages.ts";
import { trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import type { Editor } from "./use-editor.ts";

/** Asks before customers see the product, or no longer do. */
export function PublishDialog({
  editor,
  onDone,
  onClose,
}: {
  editor: Editor;
  onDone: (fact: string) => void;
  onClose: () => void;
}) {
  const { draft, refetchChanged } = editor;
  const { base } = draft;
  // Asked once: somebody else's press in the meantime must not turn this one into its opposite.
  const [isUnpublish] = useState(base.published);
  const isDone = base.published !== isUnpublish;
  const verb = isUnpublish ? "Unpublish" : "Publish";
  const route = isUnpublish ? trpc.products.unpublish : trpc.products.publish;
  const change = route.useMutation({
    onSuccess(made) {
      draft.receive(made);
      onDone(made.published ? publishedFact(made) : "It is out of the shop. No customer sees it.");
    },
    onError: refetchChanged,
  });
  return (
    <Dialog title={`${verb} ${base.title}`} isBusy={change.isPending} onClose={onClose}>
      <ul className={classes.consequences}>
        {sentences(base, isUnpublish, isDone).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <Failure error={change.error} isOpen={false} />
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose} disabled={change.isPending}>
          {isDone ? "Close" : "Leave it"}
        </Button>
        {!isDone && (
          <Button
            color={isUnpublish ? "red" : "blue"}
            loading={change.isPending}
            onClick={() => change.mutate({ productId: base.id, version: base.version })}
            data-autofocus
          >
            {verb}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

function sentences(base: Base, isUnpublish: boolean, isDone: boolean): string[] {
  if (isDone) return [`It is ${base.published ? "published" : "unpublished"} already.`];
  return isUnpublish ? unpublishEffects(base) : publishEffects(base);
}

type Base = Editor["draft"]["base"];

function isUpcoming({ opensAt }: Base): boolean {
  return opensAt !== null && Date.parse(opensAt) > Date.now();
}

function publishEffects(base: Base): string[] {
  const when =
    base.opensAt !== null && isUpcoming(base)
      ? `Customers see it now, and can buy it from ${exactTime(base.opensAt)}.`
      : "Customers see it now, and can buy it.";
  if (base.slugIsFixed) return [when];
  return [when, `Its address stays /products/${base.slug} from now on.`];
}

function unpublishEffects({ variants }: Base): string[] {
  const held = variants.reduce((sum, { stock }) => sum + stock.held, 0);
  return [
    "It is gone from the shop at once, and its page too.",
    "Carts that contain it say that it is not on sale.",
    held > 0
      ? `The ${held} held at the checkout can still be paid for.`
      : "None is reserved at the checkout.",
    "Its orders stay, and it can be published again under the same address.",
  ];
}

function publishedFact(made: Base): string {
  if (made.opensAt === null || !isUpcoming(made)) return "It is in the shop, and customers can buy it.";
  return `It is in the shop. Customers can buy it from ${exactTime(made.opensAt)}.`;
}
