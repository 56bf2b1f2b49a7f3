import type { RequestHandler } from "express";
import helmet from "helmet";

const self = "'self'";
const none = "'none'";
const secondsPerYear = 365 * 24 * 60 * 60;

/** What every page of ours keeps to: nobody frames it, and its forms and addresses are its own. */
const ofAllPages = { frameAncestors: [none], baseUri: [none], formAction: [self] };

/** Pages have inline styles, as their libraries write them; pictures and faces may be part of the style sheets. */
const ofApps = {
  ...ofAllPages,
  defaultSrc: [self],
  imgSrc: [self, "data:"],
  styleSrc: [self, "'unsafe-inline'"],
  fontSrc: [self, "data:"],
};

/**
 * Stands before all routes. Answers that are no page, such as the API's and files, may load and frame nothing. Browsers that
 * came by https come by it for a year; other hosts below the shop's own are not ours to speak for.
 */
export function securityHeaders(publicUrl: string): RequestHandler[] {
  const isSecure = publicUrl.startsWith("https:");
  return [
    helmet({
      contentSecurityPolicy: policy({ ...ofAllPages, defaultSrc: [none], formAction: [none] }),
      strictTransportSecurity: isSecure && { maxAge: secondsPerYear, includeSubDomains: false },
      // The order's address is a secret: it goes to nobody.
      referrerPolicy: { policy: "same-origin" },
      xFrameOptions: { action: "deny" },
    }),
  ];
}

/** Scripts of ours that pages run: files that were built, or what Vite adds for developers (one of them in the page). */
export const builtScripts = [self];
export const viteScripts = [self, "'unsafe-inline'", "blob:"];

export function adminHeaders(ownScripts: readonly string[]): RequestHandler {
  return helmet.contentSecurityPolicy(policy({ ...ofApps, scriptSrc: [...ownScripts] }));
}

/** The outbox shows mails as their readers see them: with their own styles, and without scripts. */
export const outboxHeaders: RequestHandler = helmet.contentSecurityPolicy(
  policy({ ...ofAllPages, defaultSrc: [none], styleSrc: ["'unsafe-inline'"], imgSrc: [self, "data:"] }),
);

/**
 * What the storefront may load: itself and Stripe, which is `stripeApiBase` where a sandbox plays it. Stripe's frames open
 * windows for wallets and banks, and these must be able to answer.
 * @see https://docs.stripe.com/security/guide#content-security-policy
 */
export function storefrontHeaders(
  stripeApiBase: string | null,
  ownScripts: readonly string[],
): RequestHandler[] {
  const scripts = ["https://js.stripe.com", "https://*.js.stripe.com"];
  const stripe = {
    scripts: stripeApiBase === null ? scripts : [stripeApiBase],
    frames: stripeApiBase === null ? [...scripts, "https://hooks.stripe.com"] : [stripeApiBase],
    connections: [stripeApiBase ?? "https://api.stripe.com"],
  };
  return [
    helmet.contentSecurityPolicy(
      policy({
        ...ofApps,
        scriptSrc: [...ownScripts, ...stripe.scripts],
        frameSrc: stripe.frames,
        connectSrc: [self, ...stripe.connections],
      }),
    ),
    helmet.crossOriginOpenerPolicy({ policy: "same-origin-allow-popups" }),
  ];
}

/** Exactly these directives: helmet's own would come on top otherwise. */
function policy(directives: Record<string, string[]>) {
  return { useDefaults: false, directives } as const;
}
