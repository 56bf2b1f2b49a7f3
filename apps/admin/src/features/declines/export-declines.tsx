import { many } from "../../decline-source-texts.ts";
import { type Me, trpc } from "../../server/trpc.ts";
import { ExportButton } from "../../ui/export-button.tsx";
import { type DeclineSearch, declineQuery } from "./decline-search.ts";

/** Exports the refused attempts that match the page's filters. */
export function ExportDeclines({ search, me }: { search: DeclineSearch; me: Me }) {
  const filter = declineQuery(search);
  return (
    <ExportButton
      url={`/exports/declines.csv?filter=${encodeURIComponent(JSON.stringify(filter))}`}
      me={me}
      useCount={(isOpen) => trpc.declines.count.useQuery(filter, { enabled: isOpen, staleTime: 0 })}
      named={(count) => many(count, "declined attempt", "declined attempts")}
      contents="names, e-mail and IP addresses"
    />
  );
}
