import { createLink } from "@tanstack/react-router";
import type { ComponentProps } from "react";

const variants = {
  pay: "bg-pay text-on-pay hover:bg-pay-strong",
  ink: "bg-ink text-paper hover:opacity-85",
  line: "border border-edge text-ink hover:border-ink hover:bg-sheet",
  quiet: "text-ink underline decoration-edge underline-offset-4 hover:decoration-ink px-0!",
};

type ButtonVariant = keyof typeof variants;

const shape =
  "inline-flex min-h-12 items-center justify-center gap-2 px-6 py-2 text-center font-semibold hover:transition-[background-color,opacity] hover:duration-150 disabled:bg-line disabled:text-soft disabled:opacity-100 aria-disabled:cursor-progress";

interface VariantProps {
  variant?: ButtonVariant;
}

export function Button({
  variant = "ink",
  className = "",
  type = "button",
  ...rest
}: ComponentProps<"button"> & VariantProps) {
  return <button type={type} className={`${shape} ${variants[variant]} ${className}`} {...rest} />;
}

/** A link to elsewhere that looks like a button. */
function Anchor({ variant = "ink", className = "", children, ...rest }: ComponentProps<"a"> & VariantProps) {
  return (
    <a className={`${shape} ${variants[variant]} ${className}`} {...rest}>
      {children}
    </a>
  );
}

/** A link to one of our pages that looks like a button. */
export const ButtonLink = createLink(Anchor);
