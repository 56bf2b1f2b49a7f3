import { newRequestId } from "@dualtrack/browser";
import { cancelBookingInput, formatMoney } from "@dualtrack/contract";
import { Button, Radio, Stack, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { parseAmount } from "../../parse-amount.ts";
import { type OrderLine, type OrderView, type StaffBooking, trpc } from "../../server/trpc.ts";
import { shopSpan } from "../../shop-time.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { lineName, payerName } from "./order-facts.ts";
import { type OrderNotice, refundNotice } from "./order-notice.ts";
import { useOrderChanged } from "./use-order-changed.ts";

interface CancelBookingProps {
  order: OrderView;
  line: OrderLine;
  onDone: (notice: OrderNotice) => void;
  onClose: () => void;
}

/** Cancels something that is booked, with all, a part or nothing of its money. */
export function CancelBookingDialog({ order, line, onDone, onClose }: CancelBookingProps) {
  const booking = trpc.bookings.forStaff.useQuery(
    { bookingId: line.booking?.id ?? "" },
    { staleTime: Number.POSITIVE_INFINITY, gcTime: 0 },
  );
  return booking.data ? (
    <CancelForm booking={booking.data} {...{ order, line, onDone, onClose }} />
  ) : (
    <Dialog title={`Cancel “${lineName(line)}”?`} isBusy={false} onClose={onClose}>
      {booking.isError && (
        <Problem title="The booking could not be loaded" error={booking.error} onRetry={booking.refetch} />
      )}
    </Dialog>
  );
}

type Mode = "all" | "rule" | "amount";

function CancelForm({
  order,
  line,
  booking,
  onDone,
  onClose,
}: CancelBookingProps & { booking: StaffBooking }) {
  const [requestId] = useState(newRequestId);
  const { refundable, refund, isFree, freeCancelHours, timeZone, startsAt, endsAt } = booking;
  const { currency } = refundable;
  const changed = useOrderChanged(order.number);
  const cancel = trpc.bookings.cancel.useMutation({ onSettled: changed });
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: { mode: "all" as Mode, refundAmount: "", note: "" },
    schema: cancelBookingInput,
    inputOf: (values) => ({
      bookingId: line.booking?.id,
      requestId,
      refundAmount: amountOf(values).amount,
      note: values.note,
    }),
    check: (values) => ({ refundAmount: amountOf(values).problem }),
    mutation: cancel,
    onDone: ({ refundAmount }) => {
      const text = "The booking is cancelled, and its time is free.";
      onDone(refundAmount > 0 ? refundNotice(requestId, text) : () => text);
    },
  });
  function amountOf({ mode, refundAmount }: { mode: Mode; refundAmount: string }) {
    if (mode === "amount") return parseAmount(refundAmount, currency);
    return { amount: mode === "all" ? refundable.amount : refund.amount, problem: null };
  }
  const { amount } = amountOf(form.values);
  const isPaid = refundable.amount > 0;
  return (
    <Dialog title={`Cancel “${lineName(line)}”?`} isBusy={cancel.isPending} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <ul className={classes.consequences}>
          <li>{shopSpan(startsAt, endsAt, timeZone)} is free at once, whatever happens to the refund.</li>
          {order.email !== null && <li>Tell {order.email} by e-mail.</li>}
        </ul>
        <fieldset className={classes.fields} disabled={isLocked}>
          {isPaid && (
            <Radio.Group
              label={`What goes back to ${payerName(order.payment)}`}
              {...form.getInputProps("mode")}
            >
              <Stack gap={6} mt={6}>
                <Radio value="all" label={`All of it: ${formatMoney(refundable)}`} />
                <Radio
                  value="rule"
                  label={`By the rule, which is free until ${freeCancelHours} h before${isFree ? "" : ", and that is over"}: ${formatMoney(refund)}`}
                />
                <Radio value="amount" label="Another amount" />
              </Stack>
            </Radio.Group>
          )}
          {form.values.mode === "amount" && (
            <TextInput label="Amount" inputMode="decimal" {...form.getInputProps("refundAmount")} />
          )}
          <Textarea
            label="Note"
            description="Why, for your colleagues; the customer does not see it."
            rows={2}
            maxLength={1_000}
            {...form.getInputProps("note")}
          />
        </fieldset>
        <Failure error={failure} isOpen={frozen !== null} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={cancel.isPending} data-autofocus>
            {frozen === null ? "Keep the booking" : "Close"}
          </Button>
          <Button type="submit" color="red" loading={cancel.isPending}>
            {amount !== null && amount > 0
              ? `Cancel and refund ${formatMoney({ amount, currency })}`
              : "Cancel, refund nothing"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
