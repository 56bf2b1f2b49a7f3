import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";

/** As much of an endpoint's answer as the delivery log keeps. */
const KEPT_CHARACTERS = 2_000;

export interface Posted {
  status: number;
  response: string;
}

/**
 * Sends webhooks over connections that stay open. Not `fetch`: it costs twice the time per delivery, and refuses some
 * ports that developers use. Redirects are answers like any other here, never followed.
 */
export function createPoster() {
  const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };
  return {
    post(url: string, body: string, headers: Record<string, string>, signal: AbortSignal): Promise<Posted> {
      const secure = url.startsWith("https:");
      const start = secure ? httpsRequest : httpRequest;
      return new Promise((resolve, reject) => {
        const request = start(url, {
          method: "POST",
          agent: secure ? agents.https : agents.http,
          headers: { ...headers, "content-length": Buffer.byteLength(body) },
          signal,
        });
        // An endpoint may close an idle connection just as it is used again; that is no failed delivery.
        request.on("error", (error: NodeJS.ErrnoException) => {
          const stale = request.reusedSocket && error.code === "ECONNRESET" && !signal.aborted;
          if (stale) this.post(url, body, headers, signal).then(resolve, reject);
          else reject(signal.aborted ? signal.reason : error);
        });
        request.on("response", (response) => readStart(response, resolve, reject));
        request.end(body);
      });
    },
    close(): void {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

function readStart(
  response: IncomingMessage,
  resolve: (posted: Posted) => void,
  reject: (error: Error) => void,
): void {
  let text = "";
  response.setEncoding("utf8");
  response.on("data", (part: string) => {
    if (text.length < KEPT_CHARACTERS) text += part;
  });
  response.on("error", reject);
  response.on("end", () =>
    resolve({ status: response.statusCode ?? 0, response: text.slice(0, KEPT_CHARACTERS) }),
  );
}
