import type { AppRouter } from "@dualtrack/api";
import { createTRPCClient, httpLink } from "@trpc/client";
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
    links: [httpLink({ url: "/trpc", fetch: (url, init) => post(String(url), init, onProgress) })],
  });
  return client.products.addPicture.mutate(form);
}

/** Like `fetch`, and reports the progress of the upload, which `fetch` can't. */
function post(
  url: string,
  { headers, body }: { headers?: unknown; body?: unknown } = {},
  onProgress: (part: number) => void,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    for (const [name, value] of new Headers(headers as HeadersInit)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve(new Response(request.responseText, { status: request.status }));
    request.onerror = () => reject(new TypeError("The server can't be reached."));
    request.send(body as FormData);
  });
}
