import type { SandboxContext } from "../context/sandbox-context.ts";
import { randomWord } from "../core/ids.ts";

/** What signs an endpoint's webhooks. The secret is told in the answers to create and to roll, and never again. */
export interface EndpointPrivate {
  secret: string;
  /** Secrets that were rolled and still sign, until a time in milliseconds on the sandbox's clock. */
  previous: { secret: string; until: number }[];
}

export function newSecret(): string {
  return `whsec_${randomWord(32)}`;
}

/** The secrets that sign now, the newest first. */
export function signingSecrets({ store, clock }: SandboxContext, endpoint: string): string[] {
  const hidden = store.findPrivate<EndpointPrivate>(endpoint);
  if (!hidden) throw new Error(`${endpoint} has no secret`);
  return [hidden.secret, ...stillSigning(hidden, clock.now()).map(({ secret }) => secret)];
}

/** Gives an endpoint a new secret; the old one signs too for `graceMs` more. */
export function rollSecret({ store, clock }: SandboxContext, endpoint: string, graceMs: number): string {
  const hidden = store.findPrivate<EndpointPrivate>(endpoint);
  const object = store.findAny(endpoint);
  if (!hidden || !object) throw new Error(`${endpoint} has no secret`);
  const secret = newSecret();
  const previous = [
    { secret: hidden.secret, until: clock.now() + graceMs },
    ...stillSigning(hidden, clock.now()),
  ];
  store.update(object, { secret, previous } satisfies EndpointPrivate);
  return secret;
}

/** Endpoints of earlier versions have no `previous`. */
function stillSigning({ previous = [] }: Partial<EndpointPrivate>, now: number) {
  return previous.filter(({ until }) => until > now);
}
