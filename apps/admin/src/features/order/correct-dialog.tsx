import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { type OrderView, type Shipment, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useOnce } from "../../ui/use-once.ts";
import { NotifyCustomer } from "./notify-customer.tsx";
import { carrierText, readTracking, trackingChoiceOf, travelProblem } from "./tracking-choice.ts";
import { TrackingFields } from "./tracking-fields.tsx";
import { useOrderChanged } from "./use-order-changed.ts";

/** Mends what was mistyped about how a parcel travels. */
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
  const [travel, setTravel] = useState(() => trackingChoiceOf(shipment));
  const [tellCustomer, setTellCustomer] = useState(order.email !== null);
  const changed = useOrderChanged(order.number);
  const correct = trpc.orders.correctShipment.useMutation({ onSettled: changed });
  const { frozen, send } = useOnce(correct, (sent) => onDone(`The shipment now goes ${carrierText(sent)}.`));
  const tracking = readTracking(travel);
  const isChanged =
    tracking.carrier !== shipment.carrier ||
    tracking.trackingNumber !== shipment.trackingNumber ||
    tracking.trackingUrl !== shipment.trackingUrl;
  const problem = travelProblem(travel);
  const canSend = problem === null && isChanged;
  const mail = tellCustomer && order.email !== null ? ` and tell ${order.email} by e-mail` : "";

  function submit(event: FormEvent) {
    event.preventDefault();
    if (canSend) send({ shipmentId: shipment.id, ...tracking, tellCustomer });
  }

  return (
    <Dialog title="Correct the tracking" isBusy={correct.isPending} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <fieldset className={classes.fields} disabled={correct.isPending || frozen !== null}>
          <TrackingFields
            choice={travel}
            onChange={(part) => setTravel((before) => ({ ...before, ...part }))}
          />
          <NotifyCustomer email={order.email} checked={tellCustomer} onChange={setTellCustomer} />
        </fieldset>
        <Failure error={correct.error} isOpen={frozen !== null} />
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
