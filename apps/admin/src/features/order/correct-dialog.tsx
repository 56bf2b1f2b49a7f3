import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { type OrderView, type Parcel, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useOnce } from "../../ui/use-once.ts";
import { TellCustomer } from "./tell-customer.tsx";
import { readTracking, trackingChoiceOf, travelProblem, travelWords } from "./tracking-choice.ts";
import { TrackingFields } from "./tracking-fields.tsx";
import { useOrderChanged } from "./use-order-changed.ts";

/** Mends what was mistyped about how a parcel travels. */
export function CorrectDialog({
  order,
  parcel,
  onDone,
  onClose,
}: {
  order: OrderView;
  parcel: Parcel;
  onDone: (fact: string) => void;
  onClose: () => void;
}) {
  const [travel, setTravel] = useState(() => trackingChoiceOf(parcel));
  const [tellCustomer, setTellCustomer] = useState(order.email !== null);
  const changed = useOrderChanged(order.number);
  const correct = trpc.orders.correctShipment.useMutation({ onSettled: changed });
  const { frozen, send } = useOnce(correct, (sent) => onDone(`The parcel now travels ${travelWords(sent)}.`));
  const tracking = readTracking(travel);
  const isNews =
    tracking.carrier !== parcel.carrier ||
    tracking.trackingNumber !== parcel.trackingNumber ||
    tracking.trackingUrl !== parcel.trackingUrl;
  const problem = travelProblem(travel);
  const canSend = problem === null && isNews;
  const mail = tellCustomer && order.email !== null ? ` and tell ${order.email} by e-mail` : "";

  function submit(event: FormEvent) {
    event.preventDefault();
    if (canSend) send({ shipmentId: parcel.id, ...tracking, tellCustomer });
  }

  return (
    <Dialog title="Correct the tracking" isBusy={correct.isPending} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <fieldset className={classes.fields} disabled={correct.isPending || frozen !== null}>
          <TrackingFields
            choice={travel}
            onChange={(part) => setTravel((before) => ({ ...before, ...part }))}
          />
          <TellCustomer email={order.email} checked={tellCustomer} onChange={setTellCustomer} />
        </fieldset>
        <Failure error={correct.error} isOpen={frozen !== null} />
        <div className={classes.foot}>
          <p className={classes.sentence} aria-live="polite">
            <strong>
              {canSend
                ? `Show the customer that it travels ${travelWords(tracking)},${mail === "" ? " without an e-mail" : mail}.`
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
