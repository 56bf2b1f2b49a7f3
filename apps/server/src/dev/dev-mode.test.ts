import { mkdtemp, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTick } from "node:timers/promises";
import { freePort } from "@dualtrack/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { demoPassword } from "../config/demo.ts";
import { projectRoot } from "../config/project-root.ts";
import { eventually } from "../testing/open-test-server.ts";
import { type ProgramRun, runProgram } from "../testing/run-program.ts";

// `npm run dev` as a whole, from outside: everything at one address, while files change.
let dataDir: string;
let url: string;
let run: ProgramRun;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "dualtrack-dev-"));
  const [port, sandboxPort] = [await freePort(), await freePort()];
  url = `http://localhost:${port}`;
  const variables = {
    PORT: String(port),
    SANDBOX_PORT: String(sandboxPort),
    DUALTRACK_DATA_DIR: dataDir,
    SHOP_NAME: "Tape & Wax",
  };
  run = runProgram("start", variables, ["--dev"]);
  await run.prints("Dualtrack is ready");
}, 120_000);
afterAll(async () => {
  run.child.kill("SIGINT");
  expect((await run.ended).code).toBe(0);
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);

const read = async (path: string, init?: RequestInit) => {
  const response = await fetch(new URL(path, url), init);
  return {
    status: response.status,
    type: response.headers.get("content-type") ?? "",
    text: await response.text(),
  };
};
const asPage = { headers: { accept: "text/html" } };

test("both apps come from Vite, each under its own path and with the shop's name", async () => {
  for (const [page, client, main] of [
    ["/", "/@vite/client", "/src/main.tsx"],
    ["/orders/a.b", "/@vite/client", "/src/main.tsx"],
    ["/admin", "/admin/@vite/client", "/admin/src/main.tsx"],
    ["/admin/orders", "/admin/@vite/client", "/admin/src/main.tsx"],
  ] as const) {
    const { text } = await read(page, asPage);
    expect(text, page).toContain("<title>Tape &amp; Wax");
    for (const script of [client, main]) {
      expect(text, page).toContain(`src="${script}"`);
      expect((await read(script)).type, script).toMatch(/javascript/);
    }
  }
});

test.each([
  ["/", "apps/storefront/src/messages.ts", "/src/messages.ts"],
  ["/admin/", "apps/admin/src/messages.ts", "/admin/src/messages.ts"],
])(
  "a page under %s hears at the same address that one of its files has changed",
  async (base, file, module) => {
    await read(module); // as a page has that shows it
    using reload = await openHotReload(base);
    await touch(file);
    await eventually(async () => reload.changes() > 0, "the page hears of it");
  },
);

test("while the server starts again with changed code, requests wait and pages keep their connection", async () => {
  using reload = await openHotReload("/");
  const restarted = run.prints("The server has been started again.").then(() => true);
  await touch("apps/server/src/main.ts");
  const statuses: number[] = [];
  for (let isOver = false; !isOver; isOver = await Promise.race([restarted, nextTick(false)]))
    statuses.push((await read("/healthz")).status);
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(reload.isOpen()).toBe(true);
});

test("staff export CSV, and a mail's link leads to the current page", async () => {
  const signIn = await fetch(`${url}/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ email: "owner@dualtrack.example", password: demoPassword }),
  });
  const cookie = signIn.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  const csv = await read("/exports/orders.csv", { headers: { cookie } });
  expect(csv).toMatchObject({ status: 200, type: expect.stringMatching(/text\/csv/) });
  expect(csv.text).toMatch(/^number,/);

  await fetch(`${url}/auth/request-password-reset`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ email: "owner@dualtrack.example" }),
  });
  const mail = await eventually(
    async () => /\/dev\/mail\/[\w-]+/.exec((await read("/dev/mail")).text)?.[0],
    "the mail is in the outbox",
  );
  const link = /href="(http[^"]+)"/.exec((await read(mail)).text)?.[1] ?? "";
  expect(link).toMatch(new RegExp(`^${url}/`));
  expect((await read(link, asPage)).text).toContain('src="/admin/@vite/client"');
});

/** The connection that a page of Vite's has. */
async function openHotReload(base: string) {
  const token = /const wsToken = "([^"]+)"/.exec((await read(`${base}@vite/client`)).text)?.[1];
  const socket = new WebSocket(`${url.replace("http", "ws")}${base}?token=${token}`, "vite-hmr");
  let changes = 0;
  socket.addEventListener("message", ({ data }) => {
    if (/"type":"(?:update|full-reload)"/.test(String(data))) changes += 1;
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", () => reject(new Error(`There is no hot reload at ${base}`)));
  });
  return {
    changes: () => changes,
    isOpen: () => socket.readyState === WebSocket.OPEN,
    [Symbol.dispose]: () => socket.close(),
  };
}

/** As an editor does that saves a file without a change: what others build from it stays the same. */
function touch(file: string): Promise<void> {
  const now = new Date();
  return utimes(join(projectRoot, file), now, now);
}
