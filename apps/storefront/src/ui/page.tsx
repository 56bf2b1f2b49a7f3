import type { ReactNode } from "react";
import { Heading } from "./heading.tsx";

interface PageProps {
  title: string;
  /** The heading as shown, where that is more than the title. */
  heading?: ReactNode;
  headingClass?: string;
  children: ReactNode;
}

/** A page that begins with its heading. */
export function Page({ title, heading, headingClass = "text-4xl md:text-5xl", children }: PageProps) {
  return (
    <div className="page pt-8 pb-24 md:pt-12">
      <Heading title={title} className={headingClass}>
        {heading}
      </Heading>
      {children}
    </div>
  );
}
