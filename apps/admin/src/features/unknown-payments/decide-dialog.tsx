import { formatMoney } from "@dualtrack/contract";
import { Button, Text } from "@mantine/core";
import { refusalOf } from "../../server/refusals.ts";
import { trpc, type UnknownPayment } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import type { Decision } from "./open-table.tsx";
import { problemText } from "./problem-text.ts";

interface Choice {
  title: string;
  /** What happens to the money, the goods and the customer. */
  text: (amount: string) => string;
  button: (amount: string) => string;
  color?: string;
}

const choices: Record<Decision, Choice> = {
  retry: {
    title: "Create the order?",
    text: (amount) =>
      `The order over ${amount} is created from the data stored at Stripe, with its old number, and its goods are taken from stock. No money moves, and no mail is sent to the customer. If something is still missing, nothing happens.`,
    button: () => "Create the order",
  },
  refund: {
    title: "Refund the payment in full?",
    text: (amount) =>
      `All that is left of ${amount} goes back to the card or account that paid, which takes 5 to 10 days. The customer gets a mail that the order is cancelled. This can't be undone.`,
    button: (amount) => `Refund ${amount}`,
    color: "red",
  },
  ignore: {
    title: "Not a payment of this shop?",
    text: (amount) =>
      `The payment of ${amount} stays as it is at Stripe, and the shop ignores it from now on: choose this only if it belongs to another shop on the same account.`,
    button: () => "It is not ours",
  },
};

/** Explains a decision, and sends it. */
export function DecideDialog({
  payment,
  decision,
  onDone,
  onClose,
}: {
  payment: UnknownPayment;
  decision: Decision;
  onDone: (notice: string) => void;
  onClose: () => void;
}) {
  const { paymentIntentId } = payment;
  const amount = formatMoney(payment.amount);
  const { title, text, button, color } = choices[decision];
  const retry = trpc.unknownPayments.retry.useMutation({
    onSuccess: (outcome) =>
      onDone(
        outcome.state === "restored"
          ? `The order over ${amount} is created.`
          : `The order can't be created yet. ${problemText(outcome).reason}.`,
      ),
  });
  const refund = trpc.unknownPayments.refund.useMutation({
    onSuccess: () =>
      onDone(`${amount} is being refunded. The cancelled order shows when the refund has been sent.`),
  });
  const ignore = trpc.unknownPayments.ignore.useMutation({
    onSuccess: () => onDone(`The payment of ${amount} is ignored from now on.`),
  });
  const { mutate, isPending, error, isError } = { retry, refund, ignore }[decision];
  return (
    <Dialog title={title} isBusy={isPending} onClose={onClose}>
      <Text size="sm">{text(amount)}</Text>
      <Failure error={error} isOpen={isError && refusalOf(error) === null} />
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose} disabled={isPending}>
          Leave it
        </Button>
        <Button
          loading={isPending}
          onClick={() => mutate({ paymentIntentId })}
          data-autofocus
          {...(color === undefined ? {} : { color })}
        >
          {button(amount)}
        </Button>
      </div>
    </Dialog>
  );
}
