import { hasShippedLine } from "@dualtrack/contract";
import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import { labelNotVoidableTexts } from "../../label-texts.ts";
import type { Me, OrderLabel, OrderView, Shipment } from "../../server/trpc.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { Ago } from "../../ui/ago.tsx";
import { CopyId } from "../../ui/copy-id.tsx";
import { Section } from "../../ui/section.tsx";
import { Status } from "../../ui/status.tsx";
import { LabelFacts } from "./label-facts.tsx";
import classes from "./order.module.css";
import { forManagers } from "./order-facts.ts";
import { goodsIn } from "./ship-plan.ts";

export const shipmentsId = "shipments";

export type ShipmentDialog = "deliver" | "correct";

/** The order's shipments, each with its status. */
export function OrderShipments({
  order,
  me,
  now,
  onOpen,
  onVoid,
  onNotice,
}: {
  order: OrderView;
  me: Me;
  now: number;
  onOpen: (dialog: ShipmentDialog, shipment: Shipment) => void;
  /** Sends a label back. */
  onVoid: (label: OrderLabel) => void;
  onNotice: (notice: ReactNode) => void;
}) {
  const { shipments } = order;
  const labelOf = ({ id }: Shipment) => order.labels.find(({ shipmentId }) => shipmentId === id);
  const withoutShipment = order.labels.filter(
    ({ shipmentId }) => !shipments.some(({ id }) => id === shipmentId),
  );
  return (
    <Section title="Shipments" id={shipmentsId}>
      {shipments.length === 0 && (
        <p className={classes.none}>
          {hasShippedLine(order.lines) ? "Nothing has left yet." : "Nothing of this order is shipped."}
        </p>
      )}
      {(shipments.length > 0 || withoutShipment.length > 0) && (
        <ul className={classes.entries}>
          {shipments.map((shipment) => {
            const label = labelOf(shipment);
            return (
              <li key={shipment.id} className={classes.event}>
                <span>
                  {shipment.deliveredAt === null ? (
                    <Status tone="info" label="On its way" />
                  ) : (
                    <Status tone="good" label="Delivered" />
                  )}{" "}
                  <span className={classes.dim}>with {shipment.carrier}</span>
                </span>
                <span className={classes.when}>
                  {shipment.deliveredAt === null ? "left " : "arrived "}
                  <Ago at={shipment.deliveredAt ?? shipment.shippedAt} now={now} />
                </span>
                <span className={classes.sub}>
                  {goodsIn(order, shipment.lines)}. Shipped by {shipment.by}
                  {shipment.deliveredAt !== null && (
                    <>
                      {" "}
                      <Ago at={shipment.shippedAt} now={now} />
                    </>
                  )}
                  .
                </span>
                <span className={`${classes.sub} ${classes.tracking}`}>
                  {shipment.trackingNumber === null ? (
                    "No tracking number"
                  ) : (
                    <CopyId id={shipment.trackingNumber} />
                  )}
                  {shipment.trackingUrl !== null && (
                    <Anchor href={shipment.trackingUrl} target="_blank" rel="noreferrer" inherit>
                      Track it
                    </Anchor>
                  )}
                </span>
                {label && <LabelFacts order={order} label={label} me={me} now={now} onNotice={onNotice} />}
                <fieldset
                  className={`${classes.sub} ${classes.shipmentActions}`}
                  aria-label={`Shipment ${shipment.trackingNumber ?? shipment.carrier}`}
                >
                  {shipment.deliveredAt === null && (
                    <ActionButton
                      disabledReason={forManagers(me)}
                      onPress={() => onOpen("deliver", shipment)}
                      onRefused={onNotice}
                    >
                      Mark delivered
                    </ActionButton>
                  )}
                  <ActionButton
                    disabledReason={forManagers(me)}
                    onPress={() => onOpen("correct", shipment)}
                    onRefused={onNotice}
                  >
                    Correct
                  </ActionButton>
                  {label?.state === "bought" && shipment.deliveredAt === null && (
                    <ActionButton
                      disabledReason={
                        forManagers(me) ?? (label.whyNotVoid && labelNotVoidableTexts[label.whyNotVoid])
                      }
                      onPress={() => onVoid(label)}
                      onRefused={onNotice}
                    >
                      Send the label back
                    </ActionButton>
                  )}
                </fieldset>
              </li>
            );
          })}
          {withoutShipment.map((label) => (
            <li key={label.id} className={classes.event}>
              <span>{goodsIn(order, label.lines)}</span>
              <span className={classes.when}>
                {label.by}, <Ago at={label.at} now={now} />
              </span>
              <LabelFacts order={order} label={label} me={me} now={now} onNotice={onNotice} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
