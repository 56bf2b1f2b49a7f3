import { formatMoney, remedyOf } from "@dualtrack/contract";
import { Button } from "@mantine/core";
import { useState } from "react";
import { discrepancyTexts, remedyTexts } from "../../discrepancy-texts.ts";
import { refusalOf } from "../../server/refusals.ts";
import { type Discrepancy, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";

/** Says what the repair does, and does it. It may be pressed again: what is done is not done twice. */
export function RepairDialog({
  discrepancy,
  onDone,
  onClose,
}: {
  discrepancy: Discrepancy;
  onDone: (notice: string) => void;
  onClose: () => void;
}) {
  const [{ id, kind, order, money }] = useState(discrepancy);
  const { button, consequences, done } = remedyTexts[remedyOf(kind)];
  const repair = trpc.reconciliation.repair.useMutation({
    onSuccess({ state }) {
      const about = order === null ? "" : `${order}: `;
      if (state === "vanished") return onDone(`${about}It was gone already. Nothing was done now.`);
      onDone(
        state === "open"
          ? `${about}It is still there: Stripe and the books differ in what this can’t settle. Look at both, and dismiss it with a reason.`
          : about + done,
      );
    },
  });
  return (
    <Dialog
      title={`${discrepancyTexts[kind].title}${order === null ? "" : `: ${order}`}`}
      isBusy={repair.isPending}
      onClose={onClose}
    >
      <p className={classes.sentence}>
        {discrepancyTexts[kind].meaning}
        {money !== null &&
          ` The books say ${formatMoney(money.expected)}, Stripe says ${formatMoney(money.actual)}.`}
      </p>
      <ul className={classes.consequences}>
        {consequences.map((consequence) => (
          <li key={consequence}>{consequence}</li>
        ))}
      </ul>
      <Failure error={repair.error} isOpen={repair.isError && refusalOf(repair.error) === null} />
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose} disabled={repair.isPending} data-autofocus>
          Leave it
        </Button>
        <Button
          loading={repair.isPending}
          onClick={() => repair.mutate({ discrepancyId: id })}
          {...(remedyOf(kind) === "cancel_order" ? { color: "red" } : {})}
        >
          {button}
        </Button>
      </div>
    </Dialog>
  );
}
