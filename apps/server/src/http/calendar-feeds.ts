import { createHash } from "node:crypto";
import { countCall, DomainError, readCalendarFeed, type Shop } from "@dualtrack/commerce";
import type { RefusalDetails } from "@dualtrack/contract";
import { type RequestHandler, Router } from "express";
import { callerIp } from "../request/caller-ip.ts";

const addressPattern = /^([\w-]{32})\.ics$/;

/** What is booked, for calendar programs that ask every so often, at `/calendars/<secret>.ics`. */
export function calendarFeeds(shop: Shop): Router {
  const send: RequestHandler = async (request, response) => {
    response.set({ "Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex" });
    const token = addressPattern.exec(String(request.params.file))?.[1];
    const calendar = token === undefined ? null : await readCalendarFeed(shop, { token });
    if (calendar === null) {
      // Whoever guesses addresses is slowed down.
      try {
        await countCall(shop, { call: "wrongLinks", ip: callerIp(request) });
      } catch (error) {
        if (!(error instanceof DomainError) || error.code !== "TOO_MANY_REQUESTS") throw error;
        const { retryAfterSeconds } = error.details as RefusalDetails["TOO_MANY_REQUESTS"];
        return void response
          .status(429)
          .set("Retry-After", String(retryAfterSeconds))
          .type("text")
          .send("Too many wrong addresses from your network. Try again in a minute.");
      }
      return void response
        .status(404)
        .type("text")
        .send(
          "There is no such calendar. Its address may have been renewed: ask the shop's manager for the new one.",
        );
    }
    // Express answers 304 to whoever has this one.
    response.set("ETag", `"${createHash("sha256").update(calendar).digest("base64url")}"`);
    response.set("Content-Disposition", 'inline; filename="bookings.ics"');
    response.type("text/calendar; charset=utf-8").send(calendar);
  };
  return Router().get("/:file", send);
}
