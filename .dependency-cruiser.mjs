// Who may import whom. `pnpm lint` checks it; docs/decisions/0004-arrows-between-packages.md has the reasons.

/**
 * The rooms of commerce, from the ground up: a room imports only rooms that stand before it. So no two rooms know each
 * other, and what changes above can't break what is below.
 */
const commerceRooms = [
  "carrier",
  "storage",
  "icalendar",
  "uploads",
  "limits",
  "pricing",
  "search",
  "audit",
  "settings",
  "switches",
  "currencies",
  "shipping",
  "live-rates",
  "tax",
  "categories",
  "discounts",
  "payment-state",
  "reservations",
  "resources",
  "bookings",
  "inventory",
  "checkouts",
  "quotes",
  "catalog",
  "drops",
  "orders",
  "cart",
  "fulfilment",
  "downloads",
  "notifications",
  "authorizations",
  "shipments",
  "labels",
  "stripe",
  "payment-sessions",
  "discount-import",
  "stripe-tax",
  "refunds",
  "disputes",
  "restore",
  "invoices",
  "checkout-requests",
  "payments",
  "checkout",
  "declines",
  "webhooks",
  "stripe-setup",
  "sync",
  "unknown-payments",
  "payouts",
  "discrepancies",
  "reconciliation",
  "payment-timeline",
  "ledger-audit",
  "booking-actions",
  "calendar-feeds",
  "order-views",
  "dispute-responses",
  "refund-actions",
  "staff-actions",
  "discrepancy-actions",
  "draft-orders",
  "failed-jobs",
  "staff",
  "health",
  "feedback",
  "messages",
  "alerts",
  "operations",
];

/** The rooms of the sandbox, likewise. */
const sandboxRooms = [
  "stripe",
  "core",
  "spec",
  "store",
  "access",
  "faults",
  "context",
  "test-instruments",
  "webhooks",
  "events",
  "http",
  "search",
  "api",
  "machine",
  "control",
  "elements",
  "pages",
];

/** The resources of the sandbox's API, likewise. */
const sandboxResources = [
  "payment-methods",
  "mandates",
  "intents",
  "account",
  "balance",
  "payouts",
  "charges",
  "reviews",
  "confirmation-tokens",
  "payment-intents",
  "setup-intents",
  "tax",
  "coupons",
  "promotion-codes",
  "catalog",
  "customers",
  "shipping-rates",
  "checkout",
  "disputes",
  "early-fraud-warnings",
  "refunds",
  "customer-sessions",
  "events",
  "webhook-endpoints",
];

/** The nouns of contract, from the ground up in the same way; what is loose at the top of `src` stands below all of them. */
const contractNouns = [
  "text",
  "stripe",
  "contact",
  "address",
  "payments",
  "tax",
  "settings",
  "switches",
  "categories",
  "products",
  "currencies",
  "discounts",
  "shipping",
  "cart",
  "services",
  "drops",
  "draft-orders",
  "fulfilment",
  "orders",
  "bookings",
  "invoices",
  "checkout",
  "refunds",
  "disputes",
  "declines",
  "unknown-payments",
  "reconciliation",
  "stock",
  "reservations",
  "staff",
  "audit",
  "sync",
  "webhooks",
  "jobs",
  "alerts",
  "health",
  "feedback",
  "messages",
];

/** Rooms whose code calls Stripe; the others may name its types. */
const stripeCallers = ["stripe", "stripe-tax", "payments", "webhooks", "stripe-setup", "sync"];

/** Rooms whose code calls EasyPost. */
const easypostCallers = ["carrier"];

/** The rooms of the server, from the ground up, in the same way. */
const serverRooms = [
  "config",
  "tracing",
  "database",
  "request",
  "staff-auth",
  "local",
  "cluster",
  "processes",
  "http",
  "jobs",
  "dev",
  "cli",
];

const shipped = { pathNot: "\\.test\\.tsx?$|/testing/" };
const commerce = "^packages/commerce/src/";
const sandbox = "^packages/stripe-sandbox/src/";
const server = "^apps/server/src/";
const contract = "^packages/contract/src/";

/** What each package may import of ours, and of what is not for everybody. */
const packages = {
  "apps/storefront": [
    "packages/browser",
    "packages/contract",
    "@stripe/stripe-js",
    "@stripe/react-stripe-js",
  ],
  "apps/admin": ["packages/browser", "packages/contract"],
  "apps/server": [
    "packages/api",
    "packages/commerce",
    "packages/contract",
    "packages/db",
    "packages/easypost-sandbox",
    "packages/tracing",
    "@opentelemetry/api",
    "express",
    "better-auth",
  ],
  "packages/api": ["packages/commerce", "packages/contract", "packages/tracing"],
  "packages/commerce": ["packages/contract", "packages/db", "packages/tracing", "stripe", "@easypost/api"],
  "packages/db": ["packages/tracing", "@prisma/client", "pg"],
  "packages/tracing": [],
  "packages/contract": [],
  "packages/browser": [],
  "packages/stripe-sandbox": ["express"],
  "packages/easypost-sandbox": ["express"],
};

/** Types alone, which leave nothing in what runs. */
const typesOnly = {
  "apps/storefront": ["packages/api"],
  "apps/admin": ["packages/api"],
  "packages/stripe-sandbox": ["stripe"],
};

const ours = Object.keys(packages).concat("packages/testkit", "e2e", "bench");
const guarded = [
  "stripe",
  "express",
  "@prisma/client",
  "pg",
  "better-auth",
  "@stripe/stripe-js",
  "@stripe/react-stripe-js",
  "@easypost/api",
  "@opentelemetry/api",
];

/** A folder of ours, or a package wherever pnpm keeps it. */
const place = (name) => (ours.includes(name) ? `^${name}/` : `/node_modules/${name}/`);
const anyOf = (names) => names.map(place).join("|");

const packageRules = Object.entries(packages).map(([folder, allowed]) => {
  const types = typesOnly[folder] ?? [];
  const forbidden = [...ours, ...guarded].filter((name) => name !== folder && !allowed.includes(name));
  return [
    {
      name: `${folder}: packages`,
      severity: "error",
      from: { path: `^${folder}/src/`, ...shipped },
      to: { path: anyOf(forbidden.filter((name) => !types.includes(name))) },
    },
    ...(types.length === 0
      ? []
      : [
          {
            name: `${folder}: types only`,
            severity: "error",
            from: { path: `^${folder}/src/`, ...shipped },
            to: { path: anyOf(types), dependencyTypesNot: ["type-only"] },
          },
        ]),
  ];
});

/** Every room knows only those before it, and every folder is a room of the list. */
const roomRules = (name, folder, rooms) => [
  {
    name: `${name}: every room is listed`,
    severity: "error",
    from: { path: `${folder}[^/]+/`, pathNot: `${folder}(?:${rooms.join("|")})/|${shipped.pathNot}` },
    to: {},
  },
  ...rooms.slice(0, -1).map((room, index) => ({
    name: `${name}: ${room} is below`,
    severity: "error",
    from: { path: `${folder}${room}/`, ...shipped },
    to: { path: `${folder}(?:${rooms.slice(index + 1).join("|")})/` },
  })),
];

export default {
  forbidden: [
    {
      name: "no circles, types included",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "only what package.json lists",
      severity: "error",
      from: { path: "^(?:apps|packages)/" },
      to: { couldNotResolve: true, pathNot: "^@fonts/" }, // files that the storefront's build makes
    },
    {
      name: "commerce: what is common knows no room",
      severity: "error",
      from: { path: `${commerce}[^/]+$`, pathNot: `${commerce}(?:index|job-table)\\.ts$|\\.test\\.ts$` },
      to: { path: `${commerce}[^/]+/` },
    },
    {
      name: "server: what is common knows no room",
      severity: "error",
      from: { path: `${server}[^/]+$`, pathNot: `${server}(?:main|start|cluster|reset)\\.ts$|\\.test\\.ts$` },
      to: { path: `${server}[^/]+/` },
    },
    {
      name: "commerce: who calls Stripe",
      severity: "error",
      from: { path: commerce, pathNot: `${commerce}(?:${stripeCallers.join("|")})/|${shipped.pathNot}` },
      to: { path: place("stripe"), dependencyTypesNot: ["type-only"] },
    },
    {
      name: "commerce: who calls EasyPost",
      severity: "error",
      from: { path: commerce, pathNot: `${commerce}(?:${easypostCallers.join("|")})/|${shipped.pathNot}` },
      to: { path: place("@easypost/api"), dependencyTypesNot: ["type-only"] },
    },
    {
      name: "contract: what is common knows no noun",
      comment: "errors.ts names the facts of every noun's refusals",
      severity: "error",
      from: { path: `${contract}[^/]+$`, pathNot: `${contract}(?:index|errors)\\.ts$|\\.test\\.ts$` },
      to: { path: `${contract}[^/]+/` },
    },
    {
      name: "contract: no noun knows the refusals",
      severity: "error",
      from: { path: `${contract}[^/]+/` },
      to: { path: `${contract}errors\\.ts$` },
    },
    {
      name: "contract: zod comes from zod.ts",
      comment: "which keeps it from compiling in browsers",
      severity: "error",
      from: { path: contract, pathNot: `${contract}zod\\.ts$|\\.test\\.ts$` },
      to: { path: place("zod") },
    },
    {
      name: "nothing that is shipped imports what only tests have",
      severity: "error",
      from: {
        path: "^(?:apps|packages/(?!testkit))[^/]*/[^/]+/src/|^packages/(?!testkit)[^/]+/src/",
        ...shipped,
      },
      to: { path: "^packages/testkit/|\\.test\\.tsx?$|/testing/" },
    },
    {
      name: "packages are entered by their front door",
      severity: "error",
      from: { path: "^((?:apps|packages)/[^/]+)/src/", ...shipped },
      to: { path: "^(?:apps|packages|e2e|bench|scripts)/", pathNot: "^$1/", dependencyTypes: ["local"] },
    },
    ...packageRules.flat(),
    ...roomRules("commerce", commerce, commerceRooms),
    ...roomRules("sandbox", sandbox, sandboxRooms),
    ...roomRules("sandbox's API", `${sandbox}api/`, sandboxResources),
    ...roomRules("server", server, serverRooms),
    ...roomRules("contract", contract, contractNouns),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "/(?:dist|dist-server|generated)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
    combinedDependencies: true,
    cache: { folder: "node_modules/.cache/dependency-cruiser", strategy: "content" },
  },
};
