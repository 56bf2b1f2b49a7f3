import { type DownloadAccess, fileSize } from "@dualtrack/contract";
import type { OrderView } from "../../server/trpc.ts";

const sentences: Record<DownloadAccess, string> = {
  open: "The links work for 24 hours; this page always has new ones.",
  waiting: "You can download them here as soon as your payment is confirmed.",
  ended: "They can't be downloaded, as the order was cancelled or not paid.",
  refunded: "We have given your money back, so they can't be downloaded any more.",
  disputed: "Your bank is looking into the payment. Until it has decided, they can't be downloaded.",
  dispute_lost: "Your bank has taken the payment back, so they can't be downloaded any more.",
};

/** The files of an order, to be downloaded, or why they can't be now. Nothing for an order without files. */
export function OrderDownloads({ order: { downloads } }: { order: OrderView }) {
  if (downloads.length === 0) return null;
  return (
    <section id="downloads" aria-labelledby="downloads-heading">
      <h2 id="downloads-heading" className="mb-2 text-2xl">
        Your downloads
      </h2>
      <ul className="grid gap-6">
        {downloads.map(({ orderLineId, title, variantTitle, access, files }) => (
          <li key={orderLineId}>
            <h3 className="font-semibold wrap-anywhere">
              {title}
              {variantTitle && `, ${variantTitle}`}
            </h3>
            <p className="mb-2 text-soft">{sentences[access]}</p>
            <ul className="border-t border-line">
              {files.map(({ id, name, bytes, path }) => (
                <li key={id} className="flex justify-between gap-4 border-b border-line py-3">
                  {path === null ? (
                    <span className="text-soft wrap-anywhere">{name}</span>
                  ) : (
                    <a href={path} download className="wrap-anywhere underline underline-offset-4">
                      {name}
                    </a>
                  )}
                  <span className="whitespace-nowrap text-soft tabular-nums">{fileSize(bytes)}</span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}
