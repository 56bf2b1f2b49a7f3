import { VisuallyHidden } from "@mantine/core";
import { provisionalText } from "../order-badges.ts";
import classes from "./provisional.module.css";

/**
 * A dashed line beside a solid one, for an order that is not confirmed yet; `wordClassName` may hide the word where
 * there is no room.
 */
export function Provisional({ wordClassName = "" }: { wordClassName?: string | undefined }) {
  return (
    <span className={classes.provisional} title={provisionalText}>
      <svg
        viewBox="0 0 16 10"
        width="16"
        height="10"
        stroke="currentColor"
        strokeWidth="2"
        aria-hidden="true"
      >
        <path d="M0 2h16" />
        <path d="M0 8h16" strokeDasharray="3 2.2" />
      </svg>
      <span className={`${classes.word} ${wordClassName}`} aria-hidden="true">
        provisional
      </span>
      <VisuallyHidden>provisional</VisuallyHidden>
    </span>
  );
}
