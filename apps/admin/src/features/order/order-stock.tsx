import type { OrderView } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { Section } from "../../ui/section.tsx";
import classes from "./order.module.css";

const words: Record<OrderView["stockMovements"][number]["kind"], string> = {
  receive: "Received",
  sell: "Sold",
  return: "Put back",
  adjust: "Corrected",
};

/** What the order did to the shelf. */
export function OrderStock({ movements, now }: { movements: OrderView["stockMovements"]; now: number }) {
  return (
    <Section title="Stock">
      {movements.length === 0 ? (
        <p className={classes.none}>Nothing has moved.</p>
      ) : (
        <ul className={classes.entries}>
          {movements.map(({ kind, quantity, title, reason, at }) => (
            <li key={`${at} ${kind} ${title}`} className={classes.event}>
              <span>
                {kind === "return" && quantity < 0 ? "Taken again" : words[kind]}{" "}
                <span className={classes.signed}>{signed(quantity)}</span> {title}
                {reason && <span className={classes.dim}>, {reason}</span>}
              </span>
              <Ago at={at} now={now} className={classes.when} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function signed(quantity: number): string {
  return quantity < 0 ? `−${-quantity}` : `+${quantity}`;
}
