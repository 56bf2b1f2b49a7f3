import { Anchor } from "@mantine/core";
import { useRouter } from "@tanstack/react-router";
import type { MouseEvent, ReactNode } from "react";

/** A link to an address inside the console that is known only as a text. Escape on an order's page leads back here. */
export function PathLink({
  path,
  className,
  children,
}: {
  path: string;
  className?: string | undefined;
  children: ReactNode;
}) {
  const router = useRouter();
  const go = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return; // The browser opens a new tab.
    event.preventDefault();
    void router.navigate({ href: path, state: { fromList: true } });
  };
  return (
    <Anchor inherit href={`${router.basepath}${path}`} className={className ?? ""} onClick={go}>
      {children}
    </Anchor>
  );
}
