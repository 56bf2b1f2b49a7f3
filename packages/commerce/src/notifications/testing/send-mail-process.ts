import { connect } from "@dualtrack/db";
import { createMeasures } from "../../measures.ts";
import { systemClock } from "../../shop.ts";
import { createMailer } from "../create-mailer.ts";
import { type MailingShop, sendMail } from "../send-mail.ts";

// A process of its own that sends one mail of the outbox, tells so, and waits to be killed.
const [databaseUrl = "", mailServerUrl = "", mailId = "", settings = ""] = process.argv.slice(2);
const ignore = () => {};
const log: MailingShop["log"] = {
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
  child: () => log,
};
const shop: MailingShop = {
  db: connect(databaseUrl, { maxConnections: 2 }),
  clock: systemClock,
  log,
  measures: createMeasures(),
  mailer: createMailer(mailServerUrl),
  settings: JSON.parse(settings) as MailingShop["settings"],
};
process.on("disconnect", () => process.exit());
await sendMail(shop, { mailId });
process.send?.("sent");
