import { type ReactNode, useEffect, useRef } from "react";
import { shopName } from "../shop-name.ts";

interface HeadingProps {
  /** The page's name: its heading, its entry in the history, and what screen readers announce on arrival. */
  title: string;
  className?: string;
  children?: ReactNode;
}

let isFirstPage = true;

/** The page's one h1: names the page, and takes the focus when it was navigated to. */
export function Heading({ title, className, children }: HeadingProps) {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${shopName}`;
  }, [title]);
  useEffect(() => {
    // The browser itself announces the page it was opened with.
    if (!isFirstPage) ref.current?.focus({ preventScroll: true });
    isFirstPage = false;
  }, []);
  return (
    <h1 ref={ref} tabIndex={-1} className={className}>
      {children ?? title}
    </h1>
  );
}
