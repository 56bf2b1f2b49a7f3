import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import express, { type Response, Router } from "express";
import { joinModules } from "./join-modules.ts";

const folder = fileURLToPath(new URL("../../browser/", import.meta.url));

/** Frames may be embedded by any shop's page (so no `frame-ancestors`), and load nothing but our own files. */
const framePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src * data:", // the shop may bring its own, as at Stripe
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
].join("; ");

function asFrame(res: Response): void {
  res.set({ "content-security-policy": framePolicy, "referrer-policy": "no-referrer" });
}

const always = { "cache-control": "no-cache", "x-content-type-options": "nosniff" };

let stripeJs: string | undefined;

/** Serves the folder `browser/`: the Stripe.js stand-in, the frames of Elements, and the 3-D Secure page. */
export function browserRoutes(): Router {
  const router = Router();
  // Joined once for all sandboxes of a process, and at the start, so that what cannot be joined is told there.
  stripeJs ??= joinModules(new URL("../../browser/stripe/main.js", import.meta.url));
  const file = (res: Response, name: string) => {
    res.set(always);
    if (existsSync(`${folder}${name}`)) res.sendFile(name, { root: folder });
    else res.status(404).type("text").send(`The sandbox has no browser/${name} yet.`);
  };
  router.get("/stripe.js", (_req, res) => {
    // A page with a cross-origin embedder policy may load it too, as it may Stripe's.
    res.set({ "cross-origin-resource-policy": "cross-origin", "access-control-allow-origin": "*" });
    res.set(always).type("text/javascript").send(stripeJs);
  });
  router.get("/_sandbox/3ds/:id", (_req, res) => {
    asFrame(res);
    file(res, "3ds.html");
  });
  router.use(
    "/elements",
    express.static(folder, {
      index: false,
      setHeaders: (res) => {
        asFrame(res);
        res.set(always);
      },
    }),
  );
  return router;
}
