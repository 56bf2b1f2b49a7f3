import { type DownloadAccess, fileSize } from "@dualtrack/contract";
import { type OrderView, trpc } from "../../server/trpc.ts";

type OrderFile = OrderView["downloads"][number]["files"][number];

const sentences: Record<DownloadAccess, string> = {
  open: "The links work for 24 hours; this page always has new ones.",
  waiting: "You can download them here as soon as your payment is confirmed.",
  ended: "They can't be downloaded, as the order was cancelled or not paid.",
  refunded: "We have given your money back, so they can't be downloaded any more.",
  disputed: "Your bank is looking into the payment. Until it has decided, they can't be downloaded.",
  dispute_lost: "Your bank has taken the payment back, so they can't be downloaded any more.",
  revoked:
    "We have stopped these downloads. If that is a mistake, write to us with the number of your order.",
};

/** The files of an order, to be downloaded, or why they can't be now. Nothing for an order without files. */
export function OrderDownloads({ order: { downloads, number } }: { order: OrderView }) {
  const { data: settings } = trpc.settings.public.useQuery(undefined, {
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (downloads.length === 0) return null;
  return (
    <section id="downloads" aria-labelledby="downloads-heading">
      <h2 id="downloads-heading" className="mb-2 text-2xl">
        Your downloads
      </h2>
      <ul className="grid gap-6">
        {downloads.map(({ orderLineId, title, variantTitle, access, allowed, licence, files }) => (
          <li key={orderLineId}>
            <h3 className="font-semibold wrap-anywhere">
              {title}
              {variantTitle && `, ${variantTitle}`}
            </h3>
            <p className="mb-2 text-soft">
              {sentences[access]}
              {access === "open" && allowed !== null && ` Each file can be downloaded ${times(allowed)}.`}
            </p>
            <ul className="border-t border-line">
              {files.map((file) => (
                <FileItem key={file.id} file={file} allowed={access === "open" ? allowed : null} />
              ))}
            </ul>
            {licence && (
              <p className="mt-2">
                <a
                  href={licence.path}
                  target="_blank"
                  rel="noreferrer"
                  className="underline underline-offset-4"
                >
                  The licence that you bought (text)
                </a>
              </p>
            )}
            {access === "open" && files.some(({ isUsedUp }) => isUsedUp) && (
              <p className="mt-2 text-soft">
                Do you need one once more? Write to{" "}
                <a
                  href={`mailto:${settings?.supportEmail ?? ""}?subject=${encodeURIComponent(`Downloads of order ${number}`)}`}
                  className="text-ink wrap-anywhere underline underline-offset-4"
                >
                  {settings?.supportEmail ?? "us"}
                </a>
                , and we allow further downloads.
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The link has no `download` attribute, as what is refused is a page that says why. */
function FileItem({ file, allowed }: { file: OrderFile; allowed: number | null }) {
  const { name, bytes, path, count, isUsedUp } = file;
  return (
    <li className="flex justify-between gap-4 border-b border-line py-3">
      <span className="min-w-0">
        {path === null ? (
          <span className="text-soft wrap-anywhere">{name}</span>
        ) : (
          <a href={path} className="wrap-anywhere underline underline-offset-4">
            {name}
          </a>
        )}
        {allowed !== null && (
          <span className={`block text-sm ${isUsedUp ? "text-warn" : "text-soft"}`}>
            Downloaded {count} of {times(allowed)}
          </span>
        )}
      </span>
      <span className="whitespace-nowrap text-soft tabular-nums">{fileSize(bytes)}</span>
    </li>
  );
}

function times(count: number): string {
  return count === 1 ? "1 time" : `${count} times`;
}
