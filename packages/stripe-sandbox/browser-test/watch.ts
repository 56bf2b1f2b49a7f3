import type { Page, Request } from "@playwright/test";

/** One thing that left a page or was left in it, and where it was seen. */
export interface Seen {
  where: string;
  text: string;
}

/** Notes everything that leaves the shop's page, reaches it, or stays in it. Begin before the page is loaded. */
export async function watch(page: Page, sandboxUrl: string) {
  const ofShop: Seen[] = [];
  const ofFrames: Seen[] = [];
  const notes: Promise<void>[] = [];
  const noteRequest = async (request: Request) => {
    const headers = await request.allHeaders().catch(() => request.headers());
    const text = [request.url(), JSON.stringify(headers), request.postData() ?? ""].join("\n");
    const isShops = request.frame() === page.mainFrame();
    (isShops ? ofShop : ofFrames).push({ where: `${request.method()} ${request.url()}`, text });
  };
  // Beacons and fetches with `keepalive` are requests to the browser, and are seen here too.
  page.on("request", (request) => notes.push(noteRequest(request)));
  page.on("websocket", (socket) => {
    ofShop.push({ where: "websocket", text: socket.url() });
    socket.on("framesent", ({ payload }) => ofShop.push({ where: "websocket", text: String(payload) }));
  });
  page.on("console", (message) => ofShop.push({ where: "console", text: message.text() }));
  await page.exposeBinding("noteMessage", ({ frame }, text: string) => {
    const to = frame === page.mainFrame() ? "message to the shop" : "message from the shop";
    ofShop.push({ where: to, text });
  });
  // In every frame, before anything else runs there: what it hears was said by another.
  await page.addInitScript(() => {
    const note = (data: unknown) => Object(window).noteMessage(JSON.stringify(data) ?? "");
    addEventListener("message", ({ data }) => note(data), true);
    for (const channel of [BroadcastChannel.prototype, MessagePort.prototype]) {
      const { postMessage } = channel as { postMessage: (...args: unknown[]) => void };
      Object.assign(channel, {
        postMessage(this: unknown, ...args: unknown[]) {
          if (args[0] !== null) note(args[0]);
          postMessage.apply(this, args);
        },
      });
    }
  });
  return {
    ofFrames,
    /** Everything so far, with what lies in the shop's page right now. */
    async everything(): Promise<Seen[]> {
      await Promise.all(notes);
      const left = await page.evaluate(async () => ({
        local: { ...localStorage },
        session: { ...sessionStorage },
        databases: await indexedDB.databases(),
        cookie: document.cookie,
        name: window.name,
        address: location.href,
        history: history.state,
        events: JSON.stringify(Object(window).events, (_, value) =>
          value && typeof value === "object" && "_group" in value ? undefined : value,
        ),
        result: Object(window).result,
      }));
      const cookies = await page.context().cookies([page.url(), sandboxUrl]);
      ofShop.push(
        { where: "the page's storage and variables", text: JSON.stringify(left) },
        { where: "cookies", text: JSON.stringify(cookies) },
        { where: "the page", text: await page.content() },
      );
      return ofShop;
    },
  };
}

/**
 * Finds a secret number in a text, however it is grouped, escaped or encoded: any seven of its digits in a row, with up
 * to three other characters between two of them. A short one (a security code) only where it stands alone.
 */
export function holds(text: string, secret: string): boolean {
  const digits = secret.replace(/\D/g, "");
  const readings = [text, decoded(text), [...text].reverse().join("")];
  if (digits.length < 7)
    return readings.some((reading) => new RegExp(`(?<![0-9a-z.])${digits}(?![0-9a-z.])`, "i").test(reading));
  const encodings = [secret, digits].map((plain) => btoa(plain).replace(/=+$/, ""));
  if (encodings.some((encoding) => text.includes(encoding))) return true;
  // Seven zeros are in many a text.
  const runs = Array.from({ length: digits.length - 6 }, (_, start) => digits.slice(start, start + 7)).filter(
    (run) => new Set(run).size > 1,
  );
  return readings
    .map((reading) => reading.replace(/(?<=\d)\D{1,3}(?=\d)/g, ""))
    .some((reading) => runs.some((run) => reading.includes(run)));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, " "));
  } catch {
    return text;
  }
}
