import { useMe } from "../../server/session.ts";
import { trpc } from "../../server/trpc.ts";
import { ExportButton } from "../../ui/export-button.tsx";

/** Exports who downloaded the files of a product. */
export function ExportDownloads({ productId }: { productId: string }) {
  const me = useMe();
  const filter = { productId };
  return (
    <ExportButton
      url={`/exports/downloads.csv?filter=${encodeURIComponent(JSON.stringify(filter))}`}
      me={me}
      useCount={(isOpen) => trpc.products.countDownloads.useQuery(filter, { enabled: isOpen, staleTime: 0 })}
      named={(count) => (count === 1 ? "1 download" : `${count} downloads`)}
      contents="names, e-mail and IP addresses"
    />
  );
}
