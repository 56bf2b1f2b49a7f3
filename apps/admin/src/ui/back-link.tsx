import { Link, type LinkProps } from "@tanstack/react-router";
import type { MouseEvent } from "react";
import classes from "./back-link.module.css";

/** The way back to a list. A press calls `onBack`, e.g. one step in the history, so that the list is as it was left. */
export function BackLink({
  to,
  params,
  search,
  onBack,
  children,
}: {
  to: LinkProps["to"];
  params?: object;
  search?: object;
  onBack?: () => void;
  children: string;
}) {
  return (
    <Link
      to={to}
      params={params as never}
      search={search as never}
      className={classes.back}
      onClick={(event: MouseEvent) => {
        const isForBrowser = event.metaKey || event.ctrlKey || event.shiftKey; // a new tab or window
        if (onBack === undefined || isForBrowser) return;
        event.preventDefault();
        onBack();
      }}
    >
      ← {children}
    </Link>
  );
}
