import { newRequestId } from "@dualtrack/browser";
import { maxFileBytes, maxPreviewBytes } from "@dualtrack/contract";
import { useState } from "react";
import { errorMessage, refusalMessages } from "../../messages.ts";
import { refusalOf } from "../../server/refusals.ts";
import { trpcClient } from "../../server/trpc.ts";
import { uploadFile } from "../../server/upload-file.ts";
import type { EditProduct } from "../../server/use-product-edits.ts";
import { fileNameFor } from "./file-name.ts";
import { readPreview } from "./read-preview.ts";

/** What a file becomes: a further one of a variant, the new content of one, or a preview of the product. */
export type Target = { variantId: string } | { fileId: string } | { preview: true };

/** A file on its way into the shop; once it is there, it is no longer listed. */
export interface FileUpload {
  /** Becomes the file's id, so that one whose answer got lost can be sent again and is one file. */
  requestId: string;
  target: Target;
  file: File;
  /** How much has left, from 0 to 1; null: it failed. */
  sent: number | null;
  failure: string | null;
  canTryAgain: boolean;
  stop(): void;
}

/**
 * Sends files, all at once as browsers allow it, and then says what they are. Each fails alone; what is stopped or left leaves
 * nothing behind.
 */
export function useFileUploads(edit: EditProduct, onAdded: (added: { name: string; own: string }) => void) {
  const [uploads, setUploads] = useState<FileUpload[]>([]);

  function update(requestId: string, part: Partial<FileUpload>): void {
    setUploads((all) => all.map((each) => (each.requestId === requestId ? { ...each, ...part } : each)));
  }

  function drop(requestId: string): void {
    setUploads((all) => all.filter((each) => each.requestId !== requestId));
  }

  async function send({ requestId, target, file }: Pick<FileUpload, "requestId" | "target" | "file">) {
    const stopping = new AbortController();
    const stop = () => {
      stopping.abort();
      drop(requestId);
    };
    update(requestId, { sent: 0, failure: null, canTryAgain: false, stop });
    try {
      const sound = "preview" in target ? await readPreview(file) : null;
      if ("preview" in target && sound === null)
        return update(requestId, { sent: null, failure: notPlayable });
      const uploadId = await uploadFile(file, stopping.signal, (sent) => update(requestId, { sent }));
      const content = { uploadId, name: fileNameFor(file.name), mediaType: mediaTypeOf(file) };
      const attach = () =>
        edit(({ id, version }) => {
          const product = { productId: id, version, ...content };
          if (sound !== null) {
            const preview = { requestId, uploadId, title: titleOf(content.name), ...sound };
            return trpcClient.products.addPreview.mutate({ productId: id, version, ...preview });
          }
          if ("preview" in target) throw new Error("A preview was not read");
          return "fileId" in target
            ? trpcClient.products.replaceFile.mutate({ ...product, ...target })
            : trpcClient.products.addFile.mutate({ ...product, ...target, requestId });
        });
      // It overwrites nothing that anybody typed, so it simply goes on from what somebody else saved meanwhile.
      await attach().catch((error) => {
        if (refusalOf(error)?.code !== "PRODUCT_CHANGED") throw error;
        return attach();
      });
      drop(requestId);
      onAdded({ name: content.name, own: file.name });
    } catch (error) {
      if (!stopping.signal.aborted)
        update(requestId, {
          sent: null,
          failure: errorMessage(error),
          canTryAgain: !finalRefusals.has(refusalOf(error)?.code),
        });
    }
  }

  function add(target: Target, files: readonly File[]): void {
    for (const file of files) {
      const most = "preview" in target ? maxPreviewBytes : maxFileBytes;
      const why = file.size === 0 ? "empty" : file.size > most ? "too_many_bytes" : null;
      const upload: FileUpload = {
        requestId: newRequestId(),
        ...{ target, file, sent: null, canTryAgain: false },
        failure: why === null ? null : refusalMessages.FILE_REFUSED({ why }),
        stop: () => drop(upload.requestId),
      };
      setUploads((all) => [...all, upload]);
      if (why === null) void send(upload);
    }
  }

  return { uploads, add, drop, send };
}

/** Sending the same file again would be refused again. */
const finalRefusals = new Set<string | undefined>(["FILE_REFUSED", "PREVIEW_IS_SOLD"]);

const notPlayable = "Browsers can't play this file. Choose an MP3, M4A, WAV, Ogg or FLAC file.";

/** A file's name without its ending, as a first title. */
function titleOf(name: string): string {
  return name.replace(/\.\w{1,8}$/, "") || name;
}

function mediaTypeOf({ type }: File): string {
  return /^[\w.+-]{1,60}\/[\w.+-]{1,80}$/.test(type) ? type : "application/octet-stream";
}
