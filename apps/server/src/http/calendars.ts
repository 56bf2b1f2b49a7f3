import { countCall, DomainError, getOrderCalendar, type Shop } from "@dualtrack/commerce";
import { orderToken } from "@dualtrack/contract";
import { Router } from "express";
import { callerIp } from "../request/caller-ip.ts";
import { attachment } from "./content-disposition.ts";

/** What an order has booked as a calendar file, for customers at `/calendars/orders/<order's token>.ics`. */
export function calendars(shop: Shop): Router {
  return Router().get("/orders/:file", async (request, response) => {
    const token = orderToken.safeParse(request.params.file.replace(/\.ics$/, ""));
    response.set({ "Cache-Control": "private, no-store", "X-Robots-Tag": "noindex" });
    try {
      if (!token.success) throw new DomainError("ORDER_NOT_FOUND", {});
      const calendar = await getOrderCalendar(shop, { token: token.data });
      response.set("Content-Disposition", attachment("booking.ics")).type("text/calendar").send(calendar);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      // Whoever guesses links is slowed down; an order that has nothing booked is no guess.
      if (error.code === "ORDER_NOT_FOUND")
        await countCall(shop, { call: "wrongLinks", ip: callerIp(request) });
      response.status(404).type("text").send("Nothing is booked here. The order's page says what is.");
    }
  });
}
