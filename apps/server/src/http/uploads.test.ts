import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import type { StaffMember } from "@dualtrack/api";
import { diskStorage, type Shop } from "@dualtrack/commerce";
import { maxFileBytes, type StaffRole } from "@dualtrack/contract";
import { test } from "@dualtrack/testkit";
import express from "express";
import { expect } from "vitest";
import { nameRequest } from "../request/request-id.ts";
import { eventually } from "../testing/open-test-server.ts";
import { mountTinyDisk } from "../testing/tiny-disk.ts";
import { uploads } from "./uploads.ts";

/** The route for somebody with this role; null: nobody is signed in. */
async function openRoute(shop: Shop, role: StaffRole | null) {
  const staff: StaffMember | null = role && {
    id: role,
    name: role,
    email: `${role}@example.com`,
    role,
    sessionId: role,
  };
  const server = createServer(
    express().use(
      "/uploads",
      nameRequest,
      uploads(shop, async () => staff),
    ),
  );
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/uploads`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

test("owners and managers upload files; support and strangers get a refusal like a procedure's", async ({
  shop,
}) => {
  const before = await shop.db.uploadedFile.count();
  for (const role of ["owner", "manager"] as const) {
    await using route = await openRoute(shop, role);
    const answer = await fetch(route.url, { method: "POST", body: randomBytes(500_000) });
    const { uploadId } = (await answer.json()) as { uploadId: string };
    expect(await shop.db.uploadedFile.findUniqueOrThrow({ where: { id: uploadId } })).toMatchObject({
      sizeBytes: 500_000,
      startedBy: `${role}@example.com`,
    });
  }
  for (const [role, status, code] of [
    ["support", 403, "NOT_ALLOWED"],
    [null, 401, "NOT_SIGNED_IN"],
  ] as const) {
    await using route = await openRoute(shop, role);
    const answer = await fetch(route.url, { method: "POST", body: "x" });
    expect([answer.status, await answer.json()]).toMatchObject([
      status,
      { error: { data: { refusal: { code } } } },
    ]);
  }
  await using route = await openRoute(shop, "owner");
  const empty = await fetch(route.url, { method: "POST" });
  expect([empty.status, await empty.json()]).toMatchObject([
    422,
    { error: { data: { refusal: { code: "FILE_REFUSED", details: { why: "empty" } } } } },
  ]);
  expect(await shop.db.uploadedFile.count()).toBe(before + 2);
});

test("a file that is announced as too large is refused before any of it is read", async ({ shop }) => {
  await using route = await openRoute(shop, "owner");
  const status = await new Promise<number | undefined>((done, fail) => {
    const request = httpRequest(
      route.url,
      { method: "POST", headers: { "content-length": maxFileBytes + 1 } },
      (response) => {
        done(response.statusCode);
        request.destroy();
      },
    );
    request.on("error", fail);
    request.flushHeaders();
  });
  expect(status).toBe(422);
});

test("a full disk refuses an upload in words, keeps nothing of it, and takes the next one when it has room", async ({
  shop,
  skip,
}) => {
  using disk = mountTinyDisk(4_096);
  if (disk === null) return skip("a disk can't be mounted here");
  const storage = diskStorage(disk.folder);
  await using route = await openRoute({ ...shop, storage }, "owner");
  const before = await shop.db.uploadedFile.count();
  const send = () => fetch(route.url, { method: "POST", body: randomBytes(500_000) });
  await storage.assertReachable();
  disk.fill();
  shop.log.expectErrors(/a file could not be stored/);
  const refused = await send();
  expect([refused.status, await refused.json()]).toMatchObject([
    503,
    { error: { data: { refusal: { code: "STORAGE_UNAVAILABLE" } } } },
  ]);
  expect(await shop.db.uploadedFile.count()).toBe(before);
  await expect(storage.assertReachable()).rejects.toThrow(/full/);
  disk.clear();
  expect(
    readdirSync(disk.folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()),
  ).toEqual([]);
  expect((await send()).status).toBe(200);
});

test("whoever leaves in the middle of an upload leaves nothing behind", async ({ shop }) => {
  await using route = await openRoute(shop, "owner");
  const before = await shop.db.uploadedFile.count();
  const request = httpRequest(route.url, { method: "POST", headers: { "content-length": 10_000_000 } });
  request.on("error", () => {});
  request.write(randomBytes(1_000_000));
  await eventually(async () => (await shop.db.uploadedFile.count()) > before, "the upload begins");
  request.destroy();
  await eventually(async () => (await shop.db.uploadedFile.count()) === before, "nothing is left");
});
