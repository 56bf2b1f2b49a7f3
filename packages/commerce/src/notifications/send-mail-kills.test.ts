import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { withClient } from "@dualtrack/db";
import { openTestShop, type TestShop } from "@dualtrack/testkit";
import { expect, test } from "vitest";
import { createMailer } from "./create-mailer.ts";
import { sendMail } from "./send-mail.ts";
import { type MailSteps, openMailServer } from "./testing/open-mail-server.ts";

const processFile = fileURLToPath(new URL("./testing/send-mail-process.ts", import.meta.url));

/** What a killed process wanted to write is never written: its statement ends with its connection. */
async function killAtNextWrite(shop: TestShop, mailId: string, kill: () => Promise<void>): Promise<void> {
  const locked = Promise.withResolvers<void>();
  const killed = withClient(shop.databaseUrl, async (client) => {
    await client.query("begin");
    await client.query("select from mail where id = $1 for update", [mailId]);
    locked.resolve();
    let waiting: number | undefined;
    while (waiting === undefined) {
      const { rows } = await client.query<{ pid: number }>(
        "select pid from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))",
      );
      waiting = rows[0]?.pid;
    }
    await kill();
    await client.query("select pg_terminate_backend($1, 5000)", [waiting]);
    await client.query("rollback");
  });
  killed.catch(locked.reject);
  await locked.promise;
}

interface Kill {
  shop: TestShop;
  mailId: string;
  now(): Promise<void>;
}

/** Where the process dies, and how many copies the mail server gets until all is well. */
const kills: [where: string, copies: number, steps: (kill: Kill) => MailSteps][] = [
  ["as it is connected", 1, ({ now }) => ({ connected: now })],
  ["as it names the sender", 1, ({ now }) => ({ mailFrom: now })],
  ["as it names the reader", 1, ({ now }) => ({ rcptTo: now })],
  [
    "before the mail's end, as it asks for its claim once more",
    1,
    ({ shop, mailId, now }) => ({ rcptTo: () => killAtNextWrite(shop, mailId, now) }),
  ],
  // The gap that SMTP has: the server has the mail, and we have not recorded it.
  ["after the mail's end, before the answer", 2, ({ now }) => ({ received: now })],
  [
    "after the answer, as it notes that the mail is sent",
    2,
    ({ shop, mailId, now }) => ({ received: () => killAtNextWrite(shop, mailId, now) }),
  ],
  ["after it has recorded it, before its job has ended", 1, () => ({})],
];

test("the process that sends a mail is killed at every step: the server gets it once, but for the gap that SMTP has", {
  timeout: 120_000,
}, async () => {
  await using shop = await openTestShop();
  const sent = await Promise.all(kills.map(([where, , steps]) => sendAndKill(shop, where, steps)));
  expect(sent).toEqual(kills.map(([where, copies]) => ({ where, copies, messageIds: 1, state: "sent" })));
});

async function sendAndKill(shop: TestShop, where: string, steps: (kill: Kill) => MailSteps) {
  const { id: mailId } = await shop.db.mail.create({
    data: {
      kind: "staff_alert",
      key: where,
      recipient: "reader@example.com",
      subject: where,
      text: "Hello\n".repeat(10_000),
      html: "<p>Hello</p>",
    },
  });
  let child: ChildProcess | null = null;
  const now = async () => {
    if (child === null) return; // killed already: this is the next try
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    child = null;
    await gone;
  };
  const first = steps({ shop, mailId, now });
  const only = (step: (() => Promise<void>) | undefined) => async () => {
    if (child !== null) await step?.();
  };
  await using server = await openMailServer({
    connected: only(first.connected),
    mailFrom: only(first.mailFrom),
    rcptTo: only(first.rcptTo),
    received: only(first.received),
  });
  const settings = JSON.stringify(shop.settings);
  const begun = fork(processFile, [shop.databaseUrl, server.url, mailId, settings], {
    execArgv: ["--disable-warning=DeprecationWarning"],
  });
  child = begun;
  begun.once("message", () => void now());
  await once(begun, "exit");

  // The queue runs its job again, and twice, once its claim is over: that time is moved.
  await shop.db.mail.updateMany({ where: { id: mailId }, data: { claimedUntil: new Date(0) } });
  for (let run = 0; run < 2; run += 1)
    await sendMail({ ...shop, mailer: createMailer(server.url) }, { mailId });
  const { state } = await shop.db.mail.findUniqueOrThrow({ where: { id: mailId } });
  const messageIds = new Set(server.received.map((mail) => /^Message-ID: (.+)$/m.exec(mail)?.[1]));
  return { where, copies: server.received.length, messageIds: messageIds.size, state };
}
