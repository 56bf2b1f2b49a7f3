import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, realpath, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Stripe from "stripe";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openReceiver } from "./testing/receiver.ts";

// What strangers get: the packed package, unpacked into a project of its own. Express is linked, not installed: no network.
const here = fileURLToPath(new URL("..", import.meta.url));
const pnpm = fileURLToPath(new URL("../../../node_modules/.bin/pnpm", import.meta.url));
const project = mkdtempSync(join(tmpdir(), "stripe-sandbox-package-"));
const installed = join(project, "node_modules", "stripe-sandbox");

beforeAll(async () => {
  execFileSync(pnpm, ["pack", "--pack-destination", project], { cwd: here, stdio: "pipe" });
  await mkdir(installed, { recursive: true });
  const tarball = join(project, "stripe-sandbox-0.1.0.tgz");
  execFileSync("tar", ["-xzf", tarball, "-C", installed, "--strip-components", "1"]);
  await symlink(await realpath(join(here, "node_modules/express")), join(project, "node_modules/express"));
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

test("the package's program starts without TypeScript, says what one needs to know, and takes a payment", async () => {
  const receiver = await openReceiver("whsec_of_a_stranger");
  const args = ["--port", "0", "--webhook-url", receiver.url, "--webhook-secret", "whsec_of_a_stranger"];
  const child = spawn(process.execPath, [join(installed, "dist/cli.js"), ...args], {
    cwd: project,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const [{ url }] = (await once(child, "message")) as [{ url: string }];
  const { hostname, port } = new URL(url);
  const stripe = new Stripe("sk_test_sandbox", { host: hostname, port, protocol: "http", telemetry: false });
  const paid = await stripe.paymentIntents.create({
    amount: 500,
    currency: "eur",
    payment_method: "pm_card_visa",
    confirm: true,
    return_url: "https://shop.test/thanks",
  });
  expect(paid.status).toBe("succeeded");
  await receiver.arrival("payment_intent.succeeded");
  for (const page of ["/", "/stripe.js"]) expect((await fetch(`${url}${page}`)).status).toBe(200);
  child.kill("SIGTERM");
  const [output, errors] = await Promise.all([child.stdout?.toArray() ?? [], child.stderr?.toArray() ?? []]);
  expect(output.join("")).toContain(`Console          ${url}/`);
  expect(output.join("")).toContain("Signing secret   whsec_of_a_stranger");
  expect(errors.join("")).toBe("");
  await receiver.close();
});

test("the package starts inside a test of another project", async () => {
  await writeFile(
    join(project, "a-test.mjs"),
    `import { startSandbox } from "stripe-sandbox";
     await using sandbox = await startSandbox();
     await sandbox.advance(1000);
     console.log((await sandbox.control("GET", "/state")).api_version);`,
  );
  const output = execFileSync(process.execPath, ["a-test.mjs"], { cwd: project, encoding: "utf8" });
  expect(output).toBe("2026-10-28.endive\n");
});
