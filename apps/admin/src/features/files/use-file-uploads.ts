import { maxFileBytes } from "@dualtrack/contract";
import { useState } from "react";
import { errorMessage, refusalMessages } from "../../messages.ts";
import { newRequestId } from "../../new-request-id.ts";
import { refusalOf } from "../../server/refusals.ts";
import { trpcClient } from "../../server/trpc.ts";
import { uploadFile } from "../../server/upload-file.ts";
import type { EditProduct } from "../../server/use-product-edits.ts";
import { fileNameFor } from "./file-name.ts";

/** What a file becomes: a further one of a variant, or the new content of one. */
export type Target = { variantId: string } | { fileId: string };

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
      const uploadId = await uploadFile(file, stopping.signal, (sent) => update(requestId, { sent }));
      const content = { uploadId, name: fileNameFor(file.name), mediaType: mediaTypeOf(file) };
      const attach = () =>
        edit(({ id, version }) => {
          const product = { productId: id, version, ...content };
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
          canTryAgain: refusalOf(error)?.code !== "FILE_REFUSED",
        });
    }
  }

  function add(target: Target, files: readonly File[]): void {
    for (const file of files) {
      const why = file.size === 0 ? "empty" : file.size > maxFileBytes ? "too_many_bytes" : null;
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

function mediaTypeOf({ type }: File): string {
  return /^[\w.+-]{1,60}\/[\w.+-]{1,80}$/.test(type) ? type : "application/octet-stream";
}
