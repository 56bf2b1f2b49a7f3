import { z } from "zod";
import { isNetwork } from "./networks.ts";

/** Names that Express knows for networks. @see https://expressjs.com/en/guide/behind-proxies.html */
const names = ["loopback", "linklocal", "uniquelocal"];

/**
 * Whose word counts about who called (`X-Forwarded-For`): proxies by address or network; `none` for nobody's. How many
 * proxies there are is no answer: whoever reaches the server past them could call under any address.
 */
export const trustedProxies = z
  .string()
  .transform((text) => (text.trim() === "none" ? [] : text.split(",").map((one) => one.trim())))
  .refine((all) => all.every((one) => names.includes(one) || isNetwork(one)), {
    error:
      "must be addresses or networks of proxies with commas between them, such as loopback,10.0.0.5,172.18.0.0/16, or none",
  });
