import classes from "./order.module.css";

/** The customer's note for the person who packs the order. */
export function CustomerNote({ text }: { text: string | null }) {
  if (text === null) return null;
  return (
    <div className={classes.customerNote}>
      <strong>The customer's note</strong>
      <p className={classes.note}>{text}</p>
    </div>
  );
}
