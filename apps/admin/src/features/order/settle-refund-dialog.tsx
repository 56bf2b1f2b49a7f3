import { Button, Textarea } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { newRequestId } from "../../new-request-id.ts";
import type { OrderRefund } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { type Sender, useOnce } from "../../ui/use-once.ts";
import type { OrderNotice } from "./order-notice.ts";

interface Settlement {
  refundId: string;
  requestId: string;
  note: string;
}

/** Notes how a failed refund was settled outside Stripe, in words that staff have to write down. */
export function SettleRefundDialog({
  title,
  refund,
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
  mutation: Sender<Settlement> & { isPending: boolean; error: unknown };
  note: { label: string; description: string };
  /** What the button says. */
  press: string;
  /** What is said once it is noted. */
  notice: string;
  onDone: (notice: OrderNotice) => void;
  onClose: () => void;
  /** What follows from it: the items of a list. */
  children: ReactNode;
}) {
  const [requestId] = useState(newRequestId);
  const [written, write] = useState("");
  const { frozen, send } = useOnce(mutation, () => onDone(() => notice));
  const text = written.trim();

  function submit(event: FormEvent) {
    event.preventDefault();
    if (text !== "") send({ refundId: refund.id, requestId, note: text });
  }

  return (
    <Dialog title={title} isBusy={mutation.isPending} onClose={onClose}>
      <form onSubmit={submit}>
        <ul className={classes.consequences}>{children}</ul>
        <Textarea
          {...note}
          rows={2}
          required
          maxLength={500}
          value={written}
          disabled={mutation.isPending || frozen !== null}
          onChange={(event) => write(event.currentTarget.value)}
          data-autofocus
        />
        <Failure error={mutation.error} isOpen={frozen !== null} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={mutation.isPending}>
            {frozen === null ? "Not now" : "Close"}
          </Button>
          <Button type="submit" loading={mutation.isPending} disabled={text === ""}>
            {press}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
