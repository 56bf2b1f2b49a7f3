import { extendReservationInput } from "@dualtrack/contract";
import { Button, SegmentedControl, Text } from "@mantine/core";
import { useState } from "react";
import { formatDuration } from "../../format-duration.ts";
import { exactTime } from "../../messages.ts";
import { useSettings } from "../../server/settings.ts";
import { type HeldCheckout, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { customerName, goodsOf } from "./reservation-badges.ts";

const choices = ["5", "15", "30", "60", "240"];
const label = (minutes: string) => formatDuration(Number(minutes) * 60_000);
const clock = new Intl.DateTimeFormat("en-IE", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

/** Extends a customer's reservation, and says until when. */
export function ExtendDialog({
  held,
  onDone,
  onClose,
}: {
  held: HeldCheckout;
  onDone: (notice: string) => void;
  onClose: () => void;
}) {
  const { timeZone } = useSettings();
  const [asOpened] = useState(held); // the extension counts from the end that was read here
  const utils = trpc.useUtils();
  const extend = trpc.reservations.extend.useMutation({ onSettled: () => utils.reservations.invalidate() });
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: { minutes: "15" },
    schema: extendReservationInput,
    inputOf: ({ minutes }) => ({
      checkoutId: asOpened.id,
      seenExpiresAt: asOpened.expiresAt,
      minutes: Number(minutes),
    }),
    mutation: extend,
    onDone: ({ minutes }) =>
      onDone(
        `${goodsOf(asOpened, timeZone)}: held for ${customerName(asOpened)} until ${clock.format(endAfter(asOpened, minutes))} at least.`,
      ),
  });
  const { minutes } = form.values;
  const until = endAfter(asOpened, Number(minutes));
  const { used, most } = asOpened.extensions;

  return (
    <Dialog title={`Extend ${asOpened.name}`} isBusy={extend.isPending} onClose={onClose}>
      <form onSubmit={onSubmit}>
        <fieldset className={classes.fields} disabled={isLocked}>
          <legend className={classes.legend}>How much longer?</legend>
          <SegmentedControl
            aria-label="How much longer"
            data={choices.map((value) => ({ value, label: label(value) }))}
            disabled={isLocked}
            {...form.getInputProps("minutes")}
          />
        </fieldset>
        <Text size="sm" mt="md">
          <strong title={exactTime(until.toISOString())}>
            Held for {customerName(asOpened)} until {clock.format(until)}
          </strong>
          , instead of {clock.format(new Date(asOpened.expiresAt))}: {goodsOf(asOpened, timeZone)}. Nobody
          else can buy them until then.
        </Text>
        <Text size="sm" c="dimmed" mt="xs">
          Customers may extend a reservation {most} times themselves; this one has{" "}
          {used === 0 ? "not yet" : `${used} times`}. Yours comes on top, and may go beyond that limit.
        </Text>
        <Failure error={failure} isOpen={frozen !== null} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={extend.isPending}>
            {frozen === null ? "Don't extend" : "Close"}
          </Button>
          <Button type="submit" loading={extend.isPending} data-autofocus>
            Extend by {label(minutes)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function endAfter({ expiresAt }: HeldCheckout, minutes: number): Date {
  return new Date(Date.parse(expiresAt) + minutes * 60_000);
}
