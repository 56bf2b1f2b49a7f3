import { newRequestId } from "@dualtrack/browser";
import { maxPictures } from "@dualtrack/contract";
import { useState } from "react";
import { errorMessage, refusalMessages } from "../../messages.ts";
import { refusalOf } from "../../server/refusals.ts";
import { uploadPicture } from "../../server/upload-picture.ts";
import type { EditProduct } from "../../server/use-product-edits.ts";
import { problemOf } from "./picture-file.ts";

/** A file on its way to become a picture; once it has, it is no longer listed. */
export interface Upload {
  /** Sent along, so that a file whose answer got lost can be sent again and is one picture. */
  requestId: string;
  file: File;
  /** How much has left, from 0 to 1; null: its turn has not come, or it failed. */
  sent: number | null;
  /** Why it is no picture of the product. */
  failure: string | null;
  canTryAgain: boolean;
}

class FullError extends Error {}

/** Sends files one after the other; each is refused or fails alone. */
export function useUploads(edit: EditProduct, onAdded: (file: File) => void) {
  const [uploads, setUploads] = useState<Upload[]>([]);

  function update(requestId: string, part: Partial<Upload>): void {
    setUploads((all) => all.map((each) => (each.requestId === requestId ? { ...each, ...part } : each)));
  }

  function drop(requestId: string): void {
    setUploads((all) => all.filter((each) => each.requestId !== requestId));
  }

  async function send({ requestId, file }: Upload): Promise<void> {
    update(requestId, { failure: null, canTryAgain: false });
    const upload = () =>
      edit(({ id, version, pictures }) => {
        if (pictures.length >= maxPictures) throw new FullError();
        update(requestId, { sent: 0 });
        return uploadPicture({ productId: id, version, requestId, file }, (sent) =>
          update(requestId, { sent }),
        );
      });
    try {
      // Adding overwrites nothing of anybody's, so it simply goes on from what somebody else saved meanwhile.
      await upload().catch((error) => {
        if (refusalOf(error)?.code !== "PRODUCT_CHANGED") throw error;
        return upload();
      });
      drop(requestId);
      onAdded(file);
    } catch (error) {
      update(requestId, {
        sent: null,
        failure:
          error instanceof FullError
            ? refusalMessages.PICTURE_LIMIT({ max: maxPictures })
            : errorMessage(error),
        canTryAgain: refusalOf(error)?.code !== "PICTURE_REFUSED",
      });
    }
  }

  function add(files: readonly File[]): void {
    for (const file of files) {
      const problem = problemOf(file);
      const upload: Upload = {
        requestId: newRequestId(),
        file,
        sent: null,
        failure: problem === null ? null : refusalMessages.PICTURE_REFUSED({ why: problem }),
        canTryAgain: false,
      };
      setUploads((all) => [...all, upload]);
      if (problem === null) void send(upload);
    }
  }

  return { uploads, add, drop, send };
}
