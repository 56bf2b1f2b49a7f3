import { correctShipmentInput, type Tracking } from "@dualtrack/contract";
import { Button } from "@mantine/core";
import { useState } from "react";
import { refusalOf } from "../../server/refusals.ts";
import { type OrderView, type Shipment, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { NotifyCustomer } from "./notify-customer.tsx";
import { carrierText, readTracking, trackingChoiceOf, travelProblem } from "./tracking-choice.ts";
import { TrackingFields } from "./tracking-fields.tsx";
import { useOrderChanged } from "./use-order-changed.ts";

/** Corrects the carrier or tracking number of a shipment. */
export function CorrectDialog({
  order,
  shipment,
  onDone,
  onClose,
}: {
  order: OrderView;
  shipment: Shipment;
  onDone: (notice: string) => void;
  onClose: () => void;
}) {
  const changed = useOrderChanged(order.number);
  const [seen, setSeen] = useState(trackingOf(shipment));
  const correct = trpc.orders.correctShipment.useMutation({
    onError(error) {
      const refusal = refusalOf(error);
      // Its answer stands beside what was typed: correcting again is meant.
      if (refusal?.code === "SHIPMENT_CHANGED") setSeen(refusal.details);
    },
    onSettled: changed,
  });
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: { tracking: trackingChoiceOf(shipment), tellCustomer: order.email !== null },
    schema: correctShipmentInput,
    inputOf: ({ tracking, tellCustomer }) => ({
      ...{ shipmentId: shipment.id, ...readTracking(tracking), tellCustomer, seen },
    }),
    mutation: correct,
    onDone: (sent) => onDone(`The shipment now goes ${carrierText(sent)}.`),
  });
  const { tellCustomer } = form.values;
  const tracking = readTracking(form.values.tracking);
  const isChanged =
    tracking.carrier !== shipment.carrier ||
    tracking.trackingNumber !== shipment.trackingNumber ||
    tracking.trackingUrl !== shipment.trackingUrl;
  const problem = travelProblem(form.values.tracking);
  const canSend = problem === null && isChanged;
  const mail = tellCustomer && order.email !== null ? ` and tell ${order.email} by e-mail` : "";

  return (
    <Dialog title="Correct the tracking" isBusy={correct.isPending} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <fieldset className={classes.fields} disabled={isLocked}>
          <TrackingFields
            choice={form.values.tracking}
            errors={form.errors}
            onChange={(part) => form.setFieldValue("tracking", (before) => ({ ...before, ...part }))}
          />
          <NotifyCustomer
            email={order.email}
            checked={tellCustomer}
            onChange={(isNotified) => form.setFieldValue("tellCustomer", isNotified)}
          />
        </fieldset>
        <Failure error={failure} isOpen={frozen !== null} />
        <div className={classes.foot}>
          <p className={classes.sentence} aria-live="polite">
            <strong>
              {canSend
                ? `Show the customer that it travels ${carrierText(tracking)},${mail === "" ? " without an e-mail" : mail}.`
                : (problem ?? "Nothing is changed yet.")}
            </strong>
          </p>
          <div className={classes.buttons}>
            <Button variant="default" onClick={onClose} disabled={correct.isPending}>
              {frozen === null ? "Leave it" : "Close"}
            </Button>
            <Button type="submit" loading={correct.isPending} disabled={!canSend}>
              Correct it
            </Button>
          </div>
        </div>
      </form>
    </Dialog>
  );
}

function trackingOf({ carrier, trackingNumber, trackingUrl }: Shipment): Tracking {
  return { carrier, trackingNumber, trackingUrl };
}
