import { newRequestId } from "@dualtrack/browser";
import { useMutation } from "@tanstack/react-query";
import { refusalOf } from "../../server/refusals.ts";
import { uploadPicture } from "../../server/upload-picture.ts";
import type { Editor } from "./use-editor.ts";

/**
 * Adds a file to the product's pictures; `onAdded` gets the picture's id. A file whose answer got lost is sent `again`
 * under the same id, so that it is one picture; null: there is nothing to send again.
 */
export function useVariantUpload({ draft, refetchChanged }: Editor, onAdded: (pictureId: string) => void) {
  const { id: productId, version } = draft.base;
  const upload = useMutation({
    mutationFn: (sent: { requestId: string; file: File }) =>
      uploadPicture({ productId, version, ...sent }, () => {}),
    onSuccess(made, { requestId }) {
      draft.receive(made);
      onAdded(requestId);
    },
    onError: refetchChanged,
  });
  const { error, variables } = upload;
  const isRefused = refusalOf(error)?.code === "PICTURE_REFUSED";
  return {
    send: (file: File) => upload.mutate({ requestId: newRequestId(), file }),
    isSending: upload.isPending,
    error,
    again: error !== null && variables !== undefined && !isRefused ? () => upload.mutate(variables) : null,
  };
}
