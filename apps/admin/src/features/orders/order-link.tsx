import { VisuallyHidden } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ListedOrder } from "../../server/trpc.ts";
import classes from "./orders.module.css";

/** The way to one order, and a mark when somebody should look at it. */
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
