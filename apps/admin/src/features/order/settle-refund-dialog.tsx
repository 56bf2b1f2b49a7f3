import { newRequestId } from "@dualtrack/browser";
import type { SettleRefund, waiveRefundInput } from "@dualtrack/contract";
import { Button, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { OrderRefund } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import type { Sender } from "../../ui/use-once.ts";
import type { OrderNotice } from "./order-notice.ts";

/** Records how a failed refund was settled outside Stripe; staff have to write a note. */
export function SettleRefundDialog({
  title,
  refund,
  schema,
  mutation,
  note,
  press,
  notice,
  onDone,
  onClose,
  children,
}: {
  title: string;
  refund: OrderRefund;
  schema: typeof waiveRefundInput;
  mutation: Sender<SettleRefund> & { isPending: boolean; error: unknown };
  note: { label: string; description: string };
  /** The button's label. */
  press: string;
  /** The notice once it is recorded. */
  notice: string;
  onDone: (notice: OrderNotice) => void;
  onClose: () => void;
  /** The consequences: the items of a list. */
  children: ReactNode;
}) {
  const [requestId] = useState(newRequestId);
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: { note: "" },
    schema,
    inputOf: ({ note }) => ({ refundId: refund.id, requestId, note }),
    mutation,
    onDone: () => onDone(() => notice),
  });

  return (
    <Dialog title={title} isBusy={mutation.isPending} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <ul className={classes.consequences}>{children}</ul>
        <Textarea
          {...note}
          rows={2}
          required
          maxLength={500}
          disabled={isLocked}
          {...form.getInputProps("note")}
          data-autofocus
        />
        <Failure error={failure} isOpen={frozen !== null} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={mutation.isPending}>
            {frozen === null ? "Not now" : "Close"}
          </Button>
          <Button type="submit" loading={mutation.isPending} disabled={form.values.note.trim() === ""}>
            {press}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
