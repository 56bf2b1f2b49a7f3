/** Posts like `fetch`, and reports the sent share of the body, from 0 to 1, which `fetch` can't. */
export function postWithProgress(
  url: string,
  { headers, body, signal }: { headers?: unknown; body?: unknown; signal?: AbortSignal | null },
  onProgress: (part: number) => void,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    for (const [name, value] of new Headers(headers as HeadersInit)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve(new Response(request.responseText, { status: request.status }));
    request.onerror = () => reject(new TypeError("The server can't be reached."));
    request.onabort = () => reject(new DOMException("Stopped", "AbortError"));
    signal?.addEventListener("abort", () => request.abort());
    request.send(body as XMLHttpRequestBodyInit);
  });
}
