import type { ReactNode } from "react";
import { TracksApart } from "./mark.tsx";
import { Page } from "./page.tsx";

interface ProblemProps {
  title: string;
  children: ReactNode;
  actions: ReactNode;
}

/** A whole page for when there is nothing to show: why, and where to go from here. */
export function Problem({ title, children, actions }: ProblemProps) {
  return (
    <Page
      title={title}
      heading={
        <>
          <TracksApart className="mb-8 h-16 w-60 text-edge" />
          {title}
        </>
      }
    >
      <div className="mt-4 max-w-prose text-lg text-soft">{children}</div>
      <div className="mt-8 flex flex-wrap gap-4">{actions}</div>
    </Page>
  );
}
