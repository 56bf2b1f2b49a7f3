import { VisuallyHidden } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ListedOrder } from "../../server/trpc.ts";
import classes from "./orders.module.css";

/** A link to one order, with a mark if the order needs attention. */
export function OrderLink({ order: { number, attention } }: { order: ListedOrder }) {
  return (
    <>
      <Link to="/orders/$number" params={{ number }} state={{ fromList: true }} className={classes.link}>
        {number}
      </Link>
      {attention !== null && (
        <span className={classes.attention} title={attention}>
          <span aria-hidden="true">!</span>
          <VisuallyHidden>needs attention: {attention}</VisuallyHidden>
        </span>
      )}
    </>
  );
}
