import { fileURLToPath } from "node:url";
import express, { Router } from "express";

const folder = fileURLToPath(new URL("../../console/", import.meta.url));

/** The console may not be embedded: a shop's page must not trick a developer into pressing its buttons. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** The page at the sandbox's root that shows what goes on, and lets a person do what scripts do by `/_sandbox`. */
export function consoleRoutes(): Router {
  const router = Router();
  router.get("/", (_req, res) => {
    res.set({ "content-security-policy": policy, "cache-control": "no-cache" });
    res.sendFile("index.html", { root: folder });
  });
  router.use("/console", express.static(folder, { index: false }));
  return router;
}
