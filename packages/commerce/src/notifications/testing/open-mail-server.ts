import type { AddressInfo, Server, Socket } from "node:net";
import { SMTPServer, type SMTPServerSession } from "smtp-server";

/** The steps of a mail's way to a server, in their order; each may wait, or throw a refusal. */
export interface MailSteps {
  connected?(): Promise<void>;
  mailFrom?(): Promise<void>;
  rcptTo?(): Promise<void>;
  /** All of the mail is there: it is kept. The server has not said so yet. */
  received?(): Promise<void>;
}

export interface MailServer extends AsyncDisposable {
  url: string;
  /** Mails that were received to their end and not refused, as they were sent. */
  received: string[];
  recipients: { address: string; smtpUtf8: boolean }[];
  /** How many are connected now. */
  connections(): number;
}

/** A real mail server on a free port. */
export async function openMailServer(steps: MailSteps = {}): Promise<MailServer> {
  const received: string[] = [];
  const recipients: MailServer["recipients"] = [];
  const sockets = new Set<Socket>();
  const then = (step: (() => Promise<void>) | undefined, callback: (error?: Error | null) => void) =>
    void (step?.() ?? Promise.resolve()).then(() => callback(), callback);
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    closeTimeout: 100,
    onConnect: (_session, callback) => then(steps.connected, callback),
    onMailFrom: (_address, _session, callback) => then(steps.mailFrom, callback),
    onRcptTo: (_address, _session, callback) => then(steps.rcptTo, callback),
    onData(stream, session, callback) {
      let text = "";
      stream.on("data", (chunk: Buffer) => {
        text += chunk;
      });
      stream.on("end", () =>
        then(async () => {
          await steps.received?.();
          received.push(text);
          recipients.push(...recipientsOf(session));
        }, callback),
      );
    },
  });
  server.on("error", () => {}); // a client that was killed
  const listener: Server = server.server;
  listener.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = listener.address() as AddressInfo;
  return {
    received,
    recipients,
    url: `smtp://127.0.0.1:${port}`,
    connections: () => sockets.size,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

function recipientsOf({ envelope: { mailFrom, rcptTo } }: SMTPServerSession): MailServer["recipients"] {
  const smtpUtf8 = mailFrom !== false && "SMTPUTF8" in (mailFrom.args || {});
  return rcptTo.map(({ address }) => ({ address, smtpUtf8 }));
}
