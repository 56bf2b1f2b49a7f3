import { fileSize } from "@dualtrack/contract";
import type { VariantView } from "../../server/trpc.ts";
import { fileFormat } from "./file-format.ts";

/** What somebody who buys the variant downloads. Nothing for one without files. */
export function ProductFiles({ files }: Pick<VariantView, "files">) {
  if (files.length === 0) return null;
  return (
    <section aria-labelledby="files-heading" className="mt-8">
      <h2 id="files-heading" className="mb-2 text-xl">
        {files.length === 1 ? "The file you get" : `The ${files.length} files you get`}
      </h2>
      <ul className="border-t border-line">
        {files.map(({ name, bytes }, place) => (
          <li key={place} className="flex justify-between gap-4 border-b border-line py-2">
            <span className="wrap-anywhere">{name}</span>
            <span className="whitespace-nowrap text-soft tabular-nums">
              {[fileFormat(name), fileSize(bytes)].filter(Boolean).join(", ")}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
