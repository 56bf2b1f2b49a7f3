import { Readable } from "node:stream";
import type { Mailer } from "../shop.ts";

/** Timeout of all steps before a mail's end together, in ms. After it the next attempt sends the mail. */
const beforeEndMs = 15_000;

/**
 * Timeouts of single steps, in ms. After a mail's end the server may take ten minutes for its answer; a client that gives
 * up sooner would send a second copy.
 * @see https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.2.6
 */
const timeouts = {
  dnsTimeout: 5_000,
  connectionTimeout: 5_000,
  greetingTimeout: 5_000,
  socketTimeout: 10 * 60_000,
};

/** A client of the mail server at `url` (`smtp://…` or `smtps://…`). `answerMs` is the timeout for the answer to a mail's end. */
export function createMailer(
  url: string,
  { answerMs = timeouts.socketTimeout }: { answerMs?: number } = {},
): Mailer {
  return {
    async send(message, beforeEnd) {
      const tooLate = new AbortController();
      const error = new Error(`The mail server has not taken the mail within ${beforeEndMs / 1_000} s`);
      const timer = setTimeout(() => tooLate.abort(error), beforeEndMs);
      const { createTransport } = await import("nodemailer"); // loaded by those who send mail
      const transport = createTransport({ url, ...timeouts, socketTimeout: answerMs });
      transport.use("stream", ({ message: composed }, done) => {
        const read = composed.createReadStream.bind(composed);
        // nodemailer reads this stream once the server has accepted the recipient.
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
