import type { ReactNode } from "react";

const variants = {
  bad: "border-bad bg-bad-wash",
  warn: "border-warn bg-warn-wash",
  good: "border-good bg-good-wash",
  plain: "border-edge bg-sheet",
};

interface NoticeProps {
  variant: keyof typeof variants;
  title?: string;
  children?: ReactNode;
  /** What the customer can do about it. */
  actions?: ReactNode;
}

/** Says what happened and what to do now. Screen readers announce failures at once. */
export function Notice({ variant, title, children, actions }: NoticeProps) {
  return (
    <div
      role={variant === "bad" ? "alert" : "status"}
      className={`animate-arrive border-l-4 px-4 py-4 ${variants[variant]}`}
    >
      {title && <p className="font-semibold">{title}</p>}
      {children && <div className={title ? "mt-1" : ""}>{children}</div>}
      {actions && <div className="mt-4 flex flex-wrap gap-x-6 gap-y-2">{actions}</div>}
    </div>
  );
}
