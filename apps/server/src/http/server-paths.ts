/**
 * The paths that the server itself answers. Every other path is a page or a file of an app, which Vite serves to
 * developers.
 */
export const serverPaths = {
  alive: "/healthz",
  ready: "/readyz",
  metrics: "/metrics",
  stripeWebhook: "/webhooks/stripe",
  easypostWebhook: "/webhooks/easypost",
  maintenance: "/maintenance",
  auth: "/auth",
  trpc: "/trpc",
  exports: "/exports",
  invoices: "/invoices",
  media: "/media",
  uploads: "/uploads",
  downloads: "/downloads",
  licences: "/licences",
  previews: "/previews",
  labels: "/labels",
  calendars: "/calendars",
  outbox: "/dev/mail",
} as const;
