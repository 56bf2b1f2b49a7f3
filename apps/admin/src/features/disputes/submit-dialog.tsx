import { formatMoney } from "@dualtrack/contract";
import { Button } from "@mantine/core";
import type { FormEvent } from "react";
import type { OrderDispute } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";

/** Confirms that the evidence is submitted to the bank, which is possible once. */
export function SubmitDialog({
  dispute,
  fieldCount,
  isBusy,
  isFrozen,
  error,
  onSubmit,
  onClose,
}: {
  dispute: OrderDispute;
  fieldCount: number;
  isBusy: boolean;
  isFrozen: boolean;
  error: unknown;
  onSubmit: () => void;
  onClose: () => void;
}) {
  function submit(event: FormEvent) {
    event.preventDefault();
    onSubmit();
  }
  return (
    <Dialog title="Submit the evidence?" isBusy={isBusy} onClose={onClose}>
      <form onSubmit={submit}>
        <ul className={classes.consequences}>
          <li>
            {fieldCount === 1 ? "One text goes" : `${fieldCount} texts go`} to the customer’s bank now. They
            can’t be changed, and nothing can be added afterwards.
          </li>
          <li>
            {dispute.isInquiry
              ? "No money moves. The bank may be satisfied, or open a dispute all the same."
              : `The bank decides within 60 to 75 days, and holds ${formatMoney(dispute.amount)} until then.`}
          </li>
        </ul>
        <Failure error={error} isOpen={isFrozen} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={isBusy} data-autofocus>
            {isFrozen ? "Close" : "Not yet"}
          </Button>
          <Button type="submit" loading={isBusy}>
            Submit to the bank
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
