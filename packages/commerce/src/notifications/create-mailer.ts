import { Readable } from "node:stream";
import { createTransport } from "nodemailer";
import type { Mailer } from "../shop.ts";

/** How long all steps before a mail's end may take together, in ms. A server that is slower gets it with the next try. */
const beforeEndMs = 15_000;

/**
 * How long a mail server may keep us waiting at each step, in ms. Once a mail's end is sent, a server may take ten
 * minutes for its answer; who gives up sooner sends a second copy of what the server has.
 * @see https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.2.6
 */
const times = {
  dnsTimeout: 5_000,
  connectionTimeout: 5_000,
  greetingTimeout: 5_000,
  socketTimeout: 10 * 60_000,
};

/** The mail server at `url` (`smtp://…` or `smtps://…`). `answerMs` is how long it may take to answer a mail's end. */
export function createMailer(
  url: string,
  { answerMs = times.socketTimeout }: { answerMs?: number } = {},
): Mailer {
  return {
    async send(message, beforeEnd) {
      const tooLate = new AbortController();
      const error = new Error(`The mail server has not taken the mail within ${beforeEndMs / 1_000} s`);
      const timer = setTimeout(() => tooLate.abort(error), beforeEndMs);
      const transport = createTransport({ url, ...times, socketTimeout: answerMs });
      transport.use("stream", ({ message: composed }, done) => {
        const read = composed.createReadStream.bind(composed);
        // Read by nodemailer once the server has said that it may come.
        composed.createReadStream = () =>
          Readable.from(
            followedBy(read(), async () => {
              clearTimeout(timer);
              await beforeEnd();
            }),
          );
        done();
      });
      try {
        await transport.sendMail({ ...message, signal: tooLate.signal });
      } catch (problem) {
        throw tooLate.signal.aborted ? error : problem;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

async function* followedBy(stream: Readable, then: () => Promise<void>): AsyncGenerator<Buffer> {
  for await (const chunk of stream) yield chunk as Buffer;
  await then();
}
