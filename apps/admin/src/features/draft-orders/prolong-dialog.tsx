import { extendDraftOrderInput } from "@dualtrack/contract";
import { Button, NativeSelect, Text } from "@mantine/core";
import { useState } from "react";
import { useSettings } from "../../server/settings.ts";
import { type StaffDraftOrder, trpc } from "../../server/trpc.ts";
import { shopTime } from "../../shop-time.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";

const hour = 60 * 60_000;
const choices = [
  { value: String(hour), label: "1 hour" },
  { value: String(4 * hour), label: "4 hours" },
  { value: String(24 * hour), label: "1 day" },
  { value: String(3 * 24 * hour), label: "3 days" },
  { value: String(7 * 24 * hour), label: "7 days" },
];

/** Reserves the goods of a sent draft order for longer, and says until when. */
export function ProlongDialog({
  draft,
  heldUntil,
  onDone,
  onClose,
}: {
  draft: StaffDraftOrder;
  heldUntil: string;
  onDone: (after: StaffDraftOrder) => void;
  onClose: () => void;
}) {
  const { timeZone } = useSettings();
  const [asOpened] = useState(heldUntil); // it counts from the end that was read here
  const extend = trpc.draftOrders.extend.useMutation({ onSuccess: onDone });
  const [begins = null] = draft.fields.lines.flatMap(({ startsAt }) => startsAt ?? []).toSorted();
  const isAtEnd = begins !== null && begins <= asOpened;
  const untilOf = (ms: string) => {
    const until = new Date(Date.parse(asOpened) + Number(ms)).toISOString();
    return begins !== null && begins < until ? begins : until;
  };
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: { until: String(24 * hour) },
    schema: extendDraftOrderInput,
    inputOf: ({ until }) => ({ draftOrderId: draft.id, until: untilOf(until) }),
    mutation: extend,
    onDone() {},
  });
  return (
    <Dialog title={`Reserve ${draft.number} for longer`} isBusy={extend.isPending} onClose={onClose}>
      <form onSubmit={onSubmit}>
        {isAtEnd ? (
          <Text size="sm">
            Reserved until {shopTime(asOpened, timeZone)}, when the first booked time begins: longer is not
            possible. Give it another time first.
          </Text>
        ) : (
          <>
            <NativeSelect
              label="How much longer?"
              data={choices}
              disabled={isLocked}
              {...form.getInputProps("until")}
            />
            <Text size="sm" mt="md">
              <strong>Reserved until {shopTime(untilOf(form.values.until), timeZone)}</strong>, instead of{" "}
              {shopTime(asOpened, timeZone)}; at most thirty days from now
              {begins !== null && ", and until the first booked time begins"}. Nobody else can buy the items
              until then. The link stays the same.
            </Text>
          </>
        )}
        <Failure error={failure} isOpen={frozen !== null} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={extend.isPending}>
            Close
          </Button>
          {!isAtEnd && (
            <Button type="submit" loading={extend.isPending} data-autofocus>
              Reserve for longer
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}
