import { renewPaymentLinkInput } from "@dualtrack/contract";
import { Button, Checkbox, Text } from "@mantine/core";
import { useState } from "react";
import { type StaffDraftOrder, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";

/** Makes a new link for a sent draft order, after saying that the older one stops working, and mails it if asked to. */
export function RenewLinkDialog({
  draft,
  onDone,
  onClose,
}: {
  draft: StaffDraftOrder;
  onDone: (after: StaffDraftOrder, notice: string) => void;
  onClose: () => void;
}) {
  const [{ linkNumber, fields }] = useState(draft); // as it was opened: a press that is repeated makes one new link
  const renew = trpc.draftOrders.renewLink.useMutation({
    onSuccess: (after, { isMailed }) => onDone(after, outcomeText(isMailed ? after.fields.email : "")),
  });
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: { isMailed: fields.email !== "" },
    schema: renewPaymentLinkInput,
    inputOf: ({ isMailed }) => ({ draftOrderId: draft.id, linkNumber, isMailed }),
    mutation: renew,
    onDone() {}, // what became of it is in the answer
  });
  return (
    <Dialog title={`Make a new link for ${draft.number}?`} isBusy={renew.isPending} onClose={onClose}>
      <form onSubmit={onSubmit}>
        <ul className={classes.consequences}>
          <li>The present link stops working at once, for the customer, too.</li>
          <li>The items stay reserved, and the price stays the same.</li>
        </ul>
        {fields.email === "" ? (
          <Text size="sm">There is no e-mail address, so nobody is mailed: copy the new link yourself.</Text>
        ) : (
          <Checkbox
            label={`Mail the new link to ${fields.email}`}
            disabled={isLocked}
            {...form.getInputProps("isMailed", { type: "checkbox" })}
          />
        )}
        <Failure error={failure} isOpen={frozen !== null} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={renew.isPending}>
            Keep the present link
          </Button>
          <Button type="submit" loading={renew.isPending} data-autofocus>
            Make a new link
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function outcomeText(recipient: string): string {
  return recipient === ""
    ? "There is a new link, and the older one leads nowhere now. Nobody was mailed: copy it for the customer."
    : `There is a new link, and the older one leads nowhere now. The new one is on its way to ${recipient}.`;
}
