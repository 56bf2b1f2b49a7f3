import { DomainError, networkOf } from "@dualtrack/commerce";

/** A school or a company is one network, and reads by polling beyond that. */
const maxStreamsOfNetwork = 200;
/** Each costs a connection and some 50 kB of this process. */
const maxStreams = 5_000;
const retryAfterSeconds = 60;

const openByNetwork = new Map<string, number>();
let open = 0;

/**
 * Counts a stream of a page of the shop, until it is disposed: strangers can't open as many as they like, also not of an order of theirs. By process and not in the
 * database, as it is the process that they use up. TOO_MANY_REQUESTS.
 */
export function openStream(ip: string | null): Disposable {
  const network = ip === null ? "" : networkOf(ip);
  const ofNetwork = openByNetwork.get(network) ?? 0;
  if (open >= maxStreams || ofNetwork >= maxStreamsOfNetwork)
    throw new DomainError("TOO_MANY_REQUESTS", { retryAfterSeconds });
  open += 1;
  openByNetwork.set(network, ofNetwork + 1);
  return {
    [Symbol.dispose]() {
      open -= 1;
      const left = (openByNetwork.get(network) ?? 1) - 1;
      if (left === 0) openByNetwork.delete(network);
      else openByNetwork.set(network, left);
    },
  };
}
