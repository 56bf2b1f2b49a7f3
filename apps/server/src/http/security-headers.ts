import type { RequestHandler } from "express";
import helmet from "helmet";

const self = "'self'";
const none = "'none'";
const secondsPerYear = 365 * 24 * 60 * 60;

/** For all pages: nobody may frame them, and forms and base addresses are the shop's own. */
const ofAllPages = { frameAncestors: [none], baseUri: [none], formAction: [self] };

/** Pages may have inline styles, as their libraries write them; pictures and fonts may be part of style sheets. */
const ofApps = {
  ...ofAllPages,
  defaultSrc: [self],
  imgSrc: [self, "data:"],
  styleSrc: [self, "'unsafe-inline'"],
  fontSrc: [self, "data:"],
};

/**
 * Runs before all routes. Answers that are not pages, such as the API's and files, may load and frame nothing. A
 * browser that used https uses it for a year; hosts below the shop's own are not included, as they may not belong to
 * the shop.
 */
export function securityHeaders(publicUrl: string): RequestHandler[] {
  const isSecure = publicUrl.startsWith("https:");
  return [
    helmet({
      contentSecurityPolicy: policy({ ...ofAllPages, defaultSrc: [none], formAction: [none] }),
      strictTransportSecurity: isSecure && { maxAge: secondsPerYear, includeSubDomains: false },
      // The order's address is a secret: it is sent to nobody as a referrer.
      referrerPolicy: { policy: "same-origin" },
      xFrameOptions: { action: "deny" },
    }),
  ];
}

/** The scripts of pages: built files, or what Vite adds for developers (one of them inline). */
export const builtScripts = [self];
export const viteScripts = [self, "'unsafe-inline'", "blob:"];

/** Staff's browsers measure a sound before it is uploaded. */
export function adminHeaders(ownScripts: readonly string[]): RequestHandler {
  return helmet.contentSecurityPolicy(
    policy({ ...ofApps, scriptSrc: [...ownScripts], mediaSrc: [self, "blob:"] }),
  );
}

/** The outbox shows mails as their readers see them: with the mails' own styles, and without scripts. */
export const outboxHeaders: RequestHandler = helmet.contentSecurityPolicy(
  policy({ ...ofAllPages, defaultSrc: [none], styleSrc: ["'unsafe-inline'"], imgSrc: [self, "data:"] }),
);

/**
 * What the storefront may load: itself and Stripe, or `stripeApiBase` if a sandbox replaces it. Stripe's frames open
 * windows for wallets and banks, which must be able to answer.
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

/** Exactly these directives: without the option helmet adds its own. */
function policy(directives: Record<string, string[]>) {
  return { useDefaults: false, directives } as const;
}
