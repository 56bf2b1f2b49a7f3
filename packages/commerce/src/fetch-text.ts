interface FetchText extends RequestInit {
  /** For the whole answer. */
  timeoutMs: number;
  maxBytes: number;
}

/** A service gave no whole answer. */
export class NoAnswer extends Error {
  readonly code: "unreachable" | "too_slow" | "too_large";
  /** The network's message. */
  readonly said: string | null;

  constructor(code: NoAnswer["code"], said: string | null = null) {
    super(code);
    this.code = code;
    this.said = said;
  }
}

/** Requests a text, whatever the status is. Throws NoAnswer. */
export async function fetchText(
  url: string,
  { timeoutMs, maxBytes, ...request }: FetchText,
): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(url, { ...request, signal: AbortSignal.timeout(timeoutMs) });
    const decoder = new TextDecoder();
    let text = "";
    let bytes = 0;
    for await (const chunk of response.body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw new NoAnswer("too_large");
      text += decoder.decode(chunk, { stream: true });
    }
    return { status: response.status, text: text + decoder.decode() };
  } catch (error) {
    if (error instanceof NoAnswer) throw error;
    if (error instanceof Error && error.name === "TimeoutError") throw new NoAnswer("too_slow");
    throw new NoAnswer("unreachable", saidBy(error));
  }
}

/** `fetch` hides the network's message in the cause. */
function saidBy(error: unknown): string | null {
  const { cause } = error instanceof Error ? error : { cause: null };
  if (cause instanceof Error) return cause.message;
  return error instanceof Error ? error.message : null;
}
