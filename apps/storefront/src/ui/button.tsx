import { createLink } from "@tanstack/react-router";
import type { ComponentProps } from "react";

const looks = {
  pay: "bg-pay text-on-pay hover:bg-pay-strong",
  ink: "bg-ink text-paper hover:opacity-85",
  line: "border border-edge text-ink hover:border-ink hover:bg-sheet",
  quiet: "text-ink underline decoration-edge underline-offset-4 hover:decoration-ink px-0!",
};

type ButtonLook = keyof typeof looks;

const shape =
  "inline-flex min-h-12 items-center justify-center gap-2 px-6 py-2 text-center font-semibold hover:transition-[background-color,opacity] hover:duration-150 disabled:bg-line disabled:text-soft disabled:opacity-100 aria-disabled:cursor-progress";

interface Looks {
  look?: ButtonLook;
}

export function Button({
  look = "ink",
  className = "",
  type = "button",
  ...rest
}: ComponentProps<"button"> & Looks) {
  return <button type={type} className={`${shape} ${looks[look]} ${className}`} {...rest} />;
}

function Anchor({ look = "ink", className = "", children, ...rest }: ComponentProps<"a"> & Looks) {
  return (
    <a className={`${shape} ${looks[look]} ${className}`} {...rest}>
      {children}
    </a>
  );
}

/** A link to one of our pages that looks like a button. */
export const ButtonLink = createLink(Anchor);
