import { calendarAttachments, escapeHtml, type Shop } from "@dualtrack/commerce";
import { type RequestHandler, Router } from "express";
import { isLoopbackHost } from "../config/demo.ts";

/** Pages for developers: the mails of the outbox, as their readers would see them. Only for this machine. */
export function devMail(shop: Shop): Router {
  const router = Router();
  router.use(onlyFromHere);
  router.get("/", async (_request, response) => {
    const mails = await shop.db.mail.findMany({ orderBy: { createdAt: "desc" }, take: 200 });
    const rows = mails.map(
      ({ id, recipient, subject, state, createdAt }) =>
        `<tr><td>${createdAt.toISOString()}</td><td>${escapeHtml(recipient)}</td><td><a href="/dev/mail/${id}">${escapeHtml(subject)}</a></td><td>${state}</td></tr>`,
    );
    const empty = '<tr><td colspan="4">No mail yet. Buy something.</td></tr>';
    response.send(
      page(
        "Outbox",
        `<table><thead><tr><th>Written</th><th>To</th><th>Subject</th><th>State</th></tr></thead><tbody>${rows.join("") || empty}</tbody></table>`,
      ),
    );
  });
  const findMail = (id: string) => shop.db.mail.findUnique({ where: { id } }).catch(() => null);
  router.get("/:id", async (request, response) => {
    const mail = await findMail(request.params.id);
    if (mail === null) {
      response.status(404).send(page("No such mail", '<p><a href="/dev/mail">All mails</a></p>'));
      return;
    }
    const { id, recipient, subject, html, text } = mail;
    const files = calendarAttachments(mail).map(
      ({ filename, content }) =>
        `<li><a href="/dev/mail/${id}/${filename}">${escapeHtml(filename)}</a>, ${Buffer.byteLength(content)} bytes</li>`,
    );
    const attached = files.length === 0 ? "" : `<h2>Attached</h2><ul>${files.join("")}</ul>`;
    const body = html.replace(/^.*?<body[^>]*>|<\/body>.*$/gs, "");
    response.send(
      page(
        escapeHtml(subject),
        `<p>To ${escapeHtml(recipient)} · <a href="/dev/mail">all mails</a></p><article>${body}</article>${attached}<h2>As plain text</h2><pre>${escapeHtml(text)}</pre>`,
      ),
    );
  });
  router.get("/:id/:filename", async (request, response) => {
    const mail = await findMail(request.params.id);
    const files = mail === null ? [] : calendarAttachments(mail);
    const file = files.find(({ filename }) => filename === request.params.filename);
    if (file === undefined) return void response.status(404).end();
    // Saved, never shown: it holds what customers wrote.
    response.attachment(file.filename).set("Content-Type", file.contentType).end(file.content);
  });
  return router;
}

/**
 * The connection, the host name and the proxy headers must all be this machine's: proxies, pages that rebind their name
 * to 127.0.0.1, and tunnels are refused.
 */
const onlyFromHere: RequestHandler = (request, response, next) => {
  const isForwarded = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"].some(
    (name) => request.get(name) !== undefined,
  );
  const isFromHere = /^(::1|(::ffff:)?127\.)/.test(request.socket.remoteAddress ?? "");
  const host = (request.get("host") ?? "").replace(/:\d+$/, "");
  if (isFromHere && !isForwarded && isLoopbackHost(host)) next();
  else response.status(404).end();
};

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:24px;background:#f6f1e7;color:#1d1a16}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:8px;border-bottom:1px solid #cfc6b4;overflow-wrap:anywhere}article{background:#fff;padding:24px}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#fff;padding:24px}</style></head>
<body><h1>${title}</h1>${body}</body></html>`;
}
