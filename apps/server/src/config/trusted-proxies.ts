import { z } from "zod";
import { isNetwork } from "./networks.ts";

/** The names of networks that Express knows. @see https://expressjs.com/en/guide/behind-proxies.html */
const names = ["loopback", "linklocal", "uniquelocal"];

/**
 * The proxies whose `X-Forwarded-For` counts, by address or network; `none` for no proxy. A number of proxies is not
 * accepted: a client that reaches the server past them could claim any address.
 */
export const trustedProxies = z
  .string()
  .transform((text) => (text.trim() === "none" ? [] : text.split(",").map((one) => one.trim())))
  .refine((all) => all.every((one) => names.includes(one) || isNetwork(one)), {
    error:
      "must be addresses or networks of proxies with commas between them, such as loopback,10.0.0.5,172.18.0.0/16, or none",
  });
