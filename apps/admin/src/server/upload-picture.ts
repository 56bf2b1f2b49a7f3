import type { AppRouter } from "@dualtrack/api";
import { createTRPCClient, httpLink } from "@trpc/client";
import { postWithProgress } from "./post-with-progress.ts";
import type { StaffProduct } from "./trpc.ts";

export interface PictureUpload {
  productId: string;
  version: number;
  requestId: string;
  file: File;
}

/** Uploads one file as a picture of a product; `onProgress` gets the sent share of it, from 0 to 1. */
export function uploadPicture(
  { productId, version, requestId, file }: PictureUpload,
  onProgress: (part: number) => void,
): Promise<StaffProduct> {
  const form = new FormData();
  form.set("productId", productId);
  form.set("version", String(version));
  form.set("requestId", requestId);
  form.set("file", file);
  const client = createTRPCClient<AppRouter>({
    links: [
      httpLink({ url: "/trpc", fetch: (url, init) => postWithProgress(String(url), init ?? {}, onProgress) }),
    ],
  });
  return client.products.addPicture.mutate(form);
}
