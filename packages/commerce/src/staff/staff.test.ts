import { type TestShop, test } from "@dualtrack/testkit";
import { expect } from "vitest";
import type { Actor } from "../actor.ts";
import { createMailer } from "../notifications/create-mailer.ts";
import { sendMail } from "../notifications/send-mail.ts";
import { openMailServer } from "../notifications/testing/open-mail-server.ts";
import { acceptInvitation } from "./accept-invitation.ts";
import { changeRole } from "./change-role.ts";
import { endSessions } from "./end-sessions.ts";
import { getInvitation } from "./get-invitation.ts";
import { inviteStaff } from "./invite-staff.ts";
import { listStaff } from "./list-staff.ts";
import { removeStaff } from "./remove-staff.ts";
import { resendInvitation } from "./resend-invitation.ts";
import { revokeInvitation } from "./revoke-invitation.ts";

let by: Actor;
test.beforeAll(async ({ shop }) => {
  by = await owner(shop, "first");
});

const hashPassword = async (password: string) => `hash of ${password}`;
const newcomer = { name: "Newcomer", password: "two-parallel-lines", ip: null, hashPassword };

test("a repeated request makes one invitation, which is accepted by the mail's link", async ({ shop }) => {
  const email = "anna@example.com";
  const requestId = crypto.randomUUID();
  const press = () => inviteStaff(shop, { requestId, email, role: "support", by });
  await Promise.all([press(), press()]);
  expect(await shop.db.mail.count({ where: { recipient: email } })).toBe(1);
  const token = await tokenFor(shop, email);
  expect(await getInvitation(shop, { token })).toMatchObject({ email, role: "support" });
  await expect(
    inviteStaff(shop, { requestId: crypto.randomUUID(), email, role: "owner", by }),
  ).rejects.toMatchObject({ code: "INVITATION_OPEN" });

  const outcomes = await Promise.allSettled([
    acceptInvitation(shop, { token, ...newcomer }),
    acceptInvitation(shop, { token, ...newcomer }),
  ]);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await shop.db.staff.findUnique({ where: { email } })).toMatchObject({ role: "support" });
  await expect(getInvitation(shop, { token })).rejects.toMatchObject({ details: { because: "accepted" } });
  await expect(
    inviteStaff(shop, { requestId: crypto.randomUUID(), email, role: "owner", by }),
  ).rejects.toMatchObject({ code: "STAFF_EXISTS" });
  expect(await auditOf(shop, email)).toEqual([
    "staff.invite by First",
    "staff.accept_invitation by Newcomer",
  ]);
});

test("an invitation ends after seven days, when it is revoked, and when it is sent again", async ({
  shop,
}) => {
  const email = "ben@example.com";
  const invitationId = crypto.randomUUID();
  await inviteStaff(shop, { requestId: invitationId, email, role: "manager", by });
  const first = await tokenFor(shop, email);
  shop.clock.advance(7 * 24 * 60 * 60_000);
  await expect(getInvitation(shop, { token: first })).rejects.toMatchObject({
    details: { because: "expired" },
  });
  await resendInvitation(shop, { invitationId, requestId: crypto.randomUUID(), by });
  await expect(getInvitation(shop, { token: first })).rejects.toMatchObject({ code: "INVITATION_NOT_FOUND" });
  const second = await tokenFor(shop, email);
  expect(await getInvitation(shop, { token: second })).toMatchObject({ role: "manager" });
  await revokeInvitation(shop, { invitationId, by });
  await revokeInvitation(shop, { invitationId, by });
  await expect(acceptInvitation(shop, { token: second, ...newcomer })).rejects.toMatchObject({
    details: { because: "revoked" },
  });
  expect(await auditOf(shop, email)).toEqual([
    "staff.invite by First",
    "staff.resend_invitation by First",
    "staff.revoke_invitation by First",
  ]);
});

test("the invitations of a removed or demoted owner are revoked", async ({ shop }) => {
  const leaving = await owner(shop, "leaving");
  const staffId = (await shop.db.staff.findUniqueOrThrow({ where: { email: leaving.email } })).id;
  const invite = (email: string) =>
    inviteStaff(shop, { requestId: crypto.randomUUID(), email, role: "owner", by: leaving });
  await invite("other-self@example.com");
  await changeRole(shop, { staffId, role: "support", seenRole: "owner", by });
  await expect(
    getInvitation(shop, { token: await tokenFor(shop, "other-self@example.com") }),
  ).rejects.toMatchObject({
    details: { because: "revoked" },
  });
  await changeRole(shop, { staffId, role: "owner", seenRole: "support", by });
  await invite("third-self@example.com");
  await removeStaff(shop, { staffId, by });
  await expect(
    getInvitation(shop, { token: await tokenFor(shop, "third-self@example.com") }),
  ).rejects.toMatchObject({
    details: { because: "revoked" },
  });
  const entry = await shop.db.auditEntry.findFirstOrThrow({
    where: { action: "staff.remove", subject: leaving.email },
  });
  expect(entry.after).toEqual({ invitationsRevoked: 1 });
});

test("of two owners who give one person different roles, the second is told; a repeated call changes nothing", async ({
  shop,
}) => {
  const { email } = await owner(shop, "between-roles");
  const { id: staffId } = await shop.db.staff.findUniqueOrThrow({ where: { email } });
  for (const _ of ["once", "again"])
    await changeRole(shop, { staffId, role: "support", seenRole: "owner", by });
  await expect(changeRole(shop, { staffId, role: "manager", seenRole: "owner", by })).rejects.toMatchObject({
    code: "STAFF_ROLE_CHANGED",
    details: { seen: "owner", role: "support" },
  });
  expect(await shop.db.staff.findUniqueOrThrow({ where: { id: staffId } })).toMatchObject({
    role: "support",
  });
});

test("once a link was sent by a mail server, it is not readable in the database any more", async ({
  shop,
}) => {
  const email = "cleo@example.com";
  await inviteStaff(shop, { requestId: crypto.randomUUID(), email, role: "support", by });
  const { id } = await shop.db.mail.findFirstOrThrow({ where: { recipient: email } });
  await using mailServer = await openMailServer();
  await sendMail({ ...shop, mailer: createMailer(mailServer.url) }, { mailId: id });
  expect(mailServer.received.join()).toContain("token=3D");
  const mail = await shop.db.mail.findUniqueOrThrow({ where: { id } });
  expect(mail.state).toBe("sent");
  expect(mail.text + mail.html).not.toContain("token=");
});

test("two owners demote each other at once: one of them stays", async ({ shop }) => {
  const second = await owner(shop, "second");
  const idOf = async ({ email }: Actor) => (await shop.db.staff.findUniqueOrThrow({ where: { email } })).id;
  const [one, two] = [await idOf(by), await idOf(second)];
  const outcomes = await Promise.allSettled([
    changeRole(shop, { staffId: two, role: "support", seenRole: "owner", by }),
    changeRole(shop, { staffId: one, role: "support", seenRole: "owner", by: second }),
  ]);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const owners = await shop.db.staff.findMany({ where: { role: "owner" } });
  expect(owners).toHaveLength(1);
  const last = owners[0]?.id ?? "";
  const boss: Actor = { ...by, name: owners[0]?.name ?? "", email: owners[0]?.email ?? "" };
  const refusal = { code: "LAST_OWNER" };
  await expect(
    changeRole(shop, { staffId: last, role: "support", seenRole: "owner", by: boss }),
  ).rejects.toMatchObject(refusal);
  await expect(removeStaff(shop, { staffId: last, by: boss })).rejects.toMatchObject(refusal);
  by = boss;
});

test("a removed member of staff is signed out at once, and their audit entries stay", async ({ shop }) => {
  const removed = await owner(shop, "gone");
  const { id } = await shop.db.staff.findUniqueOrThrow({ where: { email: removed.email } });
  await session(shop, id);
  await removeStaff(shop, { staffId: id, by });
  expect(await shop.db.staffSession.count({ where: { userId: id } })).toBe(0);
  expect((await listStaff(shop)).people.map(({ email }) => email)).not.toContain(removed.email);
  await expect(removeStaff(shop, { staffId: id, by })).rejects.toMatchObject({ code: "STAFF_NOT_FOUND" });
});

test("signing out everywhere else keeps this session, and nobody ends another person's", async ({ shop }) => {
  const me = await owner(shop, "many");
  const { id } = await shop.db.staff.findUniqueOrThrow({ where: { email: me.email } });
  const [here, there] = [await session(shop, id), await session(shop, id)];
  expect(await endSessions(shop, { staffId: "somebody else", sessionId: there, by })).toEqual({ ended: 0 });
  expect(await endSessions(shop, { staffId: id, exceptId: here, by: me })).toEqual({ ended: 1 });
  expect(await endSessions(shop, { staffId: id, exceptId: here, by: me })).toEqual({ ended: 0 });
  expect((await shop.db.staffSession.findMany({ where: { userId: id } })).map((one) => one.id)).toEqual([
    here,
  ]);
});

async function owner(shop: TestShop, name: string): Promise<Actor> {
  const email = `${name}@example.com`;
  const title = name[0]?.toUpperCase() + name.slice(1);
  await shop.db.staff.create({ data: { id: crypto.randomUUID(), name: title, email, role: "owner" } });
  return { name: title, email, role: "owner", ip: null };
}

async function session(shop: TestShop, userId: string): Promise<string> {
  const id = crypto.randomUUID();
  const expiresAt = new Date(shop.clock.now().getTime() + 1000);
  await shop.db.staffSession.create({ data: { id, token: id, userId, expiresAt } });
  return id;
}

/** The secret in the newest mail to this address. */
async function tokenFor(shop: TestShop, recipient: string): Promise<string> {
  const mail = await shop.db.mail.findFirstOrThrow({ where: { recipient }, orderBy: { createdAt: "desc" } });
  return /token=([\w-]+)/.exec(mail.text)?.[1] ?? "";
}

async function auditOf(shop: TestShop, subject: string): Promise<string[]> {
  const rows = await shop.db.auditEntry.findMany({ where: { subject }, orderBy: { id: "asc" } });
  return rows.map(({ action, staffName }) => `${action} by ${staffName}`);
}
