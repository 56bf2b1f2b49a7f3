import { newRequestId } from "@dualtrack/browser";
import { type ShipmentRest, shipOrderInput } from "@dualtrack/contract";
import { Button } from "@mantine/core";
import { useState } from "react";
import { type OrderView, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { Stepper } from "../../ui/stepper.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { chargeWithout } from "./cancel-part-plan.ts";
import { CustomerNote } from "./customer-note.tsx";
import { lastCarrier } from "./last-carrier.ts";
import { NotifyCustomer } from "./notify-customer.tsx";
import { lineName } from "./order-facts.ts";
import { RestoredPanel } from "./restored-panel.tsx";
import {
  goodsIn,
  packedOf,
  planShipment,
  restOf,
  type ShipmentContents,
  shipmentSentences,
} from "./ship-plan.ts";
import { ShipRisks } from "./ship-risks.tsx";
import { ShipmentRestChoice } from "./shipment-rest.tsx";
import { readTracking, type TrackingChoice, trackingChoiceOf, travelProblem } from "./tracking-choice.ts";
import { TrackingFields } from "./tracking-fields.tsx";
import { useOrderChanged } from "./use-order-changed.ts";

/** Records that a shipment leaves, after saying what that does. `onDone` gets the notice about it. */
export function ShipDialog({
  order,
  onDone,
  onClose,
}: {
  order: OrderView;
  onDone: (notice: string) => void;
  onClose: () => void;
}) {
  const [requestId] = useState(newRequestId);
  // A tick counts for the reasons that were shown when it was set, and for no others.
  const reasons = order.risks.join();
  const [acceptedReasons, setAcceptedReasons] = useState("");
  const changed = useOrderChanged(order.number);
  const ship = trpc.orders.ship.useMutation({ onSettled: changed });
  // Only what is not charged yet can be cancelled without a refund.
  const asksForRest = order.payment?.authorization?.isEnding === false;
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: firstValues(order),
    schema: shipOrderInput,
    inputOf: ({ contents, tracking, tellCustomer, rest }) => ({
      ...{ orderId: order.id, requestId, lines: planShipment(order, contents), despite: order.risks },
      ...{ ...readTracking(tracking), tellCustomer, rest: asksForRest ? rest : "charge" },
    }),
    check: () => ({ despite: reasons === acceptedReasons ? null : "It is to be accepted first" }),
    mutation: ship,
    onDone(sent) {
      lastCarrier.name = sent.carrier;
      const mail = sent.tellCustomer && order.email !== null ? ` ${order.email} gets a mail about it.` : "";
      onDone(`${goodsIn(order, sent.lines)}: on the way with ${sent.carrier}.${mail}`);
    },
  });
  const { contents, tracking, tellCustomer, rest } = form.values;
  // A request that was sent already counts, even if the order has changed since.
  const shipment = frozen?.lines ?? planShipment(order, contents);
  const left = order.lines.filter(({ openQuantity }) => openQuantity > 0);
  const isEmpty = shipment.length === 0;
  const problem = travelProblem(tracking);
  const isSafe = reasons === acceptedReasons;
  const canSend = !isEmpty && problem === null && (isSafe || frozen !== null);
  const charges = chargeWithout(order, restOf(order, shipment));
  const [action, after] = shipmentSentences(
    order,
    shipment,
    readTracking(tracking),
    tellCustomer,
    asksForRest
      ? { isRestCancelled: rest !== "charge", charge: rest === "charge" ? charges.before : charges.after }
      : {},
  );

  return (
    <Dialog title={`Ship ${order.number}`} size="lg" isBusy={ship.isPending} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <fieldset className={classes.fields} disabled={isLocked}>
          <ShipRisks
            order={order}
            isAccepted={isSafe}
            onAccept={(isAccepted) => setAcceptedReasons(isAccepted ? reasons : "")}
          />
          <RestoredPanel order={order} />
          <CustomerNote text={order.customerNote} />
          <div>
            <div className={classes.legend}>
              In this shipment
              {left.length > 1 && (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  ml="xs"
                  onClick={() =>
                    form.setFieldValue(
                      "contents",
                      isEmpty ? {} : Object.fromEntries(left.map(({ id }) => [id, 0])),
                    )
                  }
                >
                  {isEmpty ? "Put all in" : "Take all out"}
                </Button>
              )}
            </div>
            <ul className={classes.lines}>
              {left.map((line) => (
                <li key={line.id} className={classes.line}>
                  <span className={classes.lineTitle}>
                    {lineName(line)}
                    <span className={classes.lineFacts}>{line.sku}</span>
                  </span>
                  <Stepper
                    label={lineName(line)}
                    value={packedOf(line, contents)}
                    max={line.openQuantity}
                    onChange={(quantity) =>
                      form.setFieldValue("contents", (before) => ({ ...before, [line.id]: quantity }))
                    }
                  />
                </li>
              ))}
            </ul>
          </div>
          {asksForRest && !isEmpty && (
            <ShipmentRestChoice
              order={order}
              rest={restOf(order, shipment)}
              value={rest}
              onChange={(chosen) => form.setFieldValue("rest", chosen)}
            />
          )}
          <TrackingFields
            choice={tracking}
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
            <strong>{problem ?? action}</strong> {problem === null && frozen === null && after}
            {!isSafe && frozen === null && " Tick above that you ship it all the same."}
          </p>
          <div className={classes.buttons}>
            <Button variant="default" onClick={onClose} disabled={ship.isPending}>
              {frozen === null ? "Don't ship" : "Close"}
            </Button>
            <Button type="submit" loading={ship.isPending} disabled={!canSend}>
              Mark as shipped
            </Button>
          </div>
        </div>
      </form>
    </Dialog>
  );
}

interface Values {
  contents: ShipmentContents;
  tracking: TrackingChoice;
  tellCustomer: boolean;
  rest: ShipmentRest;
}

/** All that is left, with the carrier that was chosen last. */
function firstValues({ email }: OrderView): Values {
  return {
    contents: {},
    tracking: trackingChoiceOf({ carrier: lastCarrier.name, trackingNumber: null, trackingUrl: null }),
    tellCustomer: email !== null,
    rest: "charge",
  };
}
