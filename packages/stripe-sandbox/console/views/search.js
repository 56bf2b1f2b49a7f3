// @ts-check
import { get } from "../api.js";
import { h } from "../dom.js";
import { capital, plain } from "../format.js";
import { addressOf, empty, failure, head, waiting } from "../parts/bits.js";
import { lines } from "../parts/list.js";
import { createSource } from "../source.js";

/** What an id, the beginning of one, or an e-mail address leads to; straight there when it is one thing. @type {import("../views.js").View} */
export function searchView({ query }) {
  const wanted = query.get("q") ?? "";
  const source = createSource(async () => {
    const { found } = await get("/find", { q: wanted });
    if (found.length === 1 && wanted !== "") location.replace(addressOf(found[0].id));
    return found;
  });
  source.read();
  return {
    title: "Search",
    close: source.close,
    draw() {
      if (!source.data)
        return [head("Search"), source.error ? failure(source.error, source.read) : waiting(3)];
      if (source.data.length === 0)
        return [
          head("Search"),
          empty(
            `Nothing found for “${wanted}”`,
            h(
              "p",
              {},
              "Search knows ids and how they begin (pi_3…, cus_…, evt_…), and customers' e-mail addresses.",
            ),
          ),
        ];
      return [
        head("Search"),
        lines("found", ["Id", "Type"], source.data, ({ id, type }) => ({
          href: addressOf(id),
          cells: [
            h("span", { class: "id what" }, id),
            h("span", { class: "soft who" }, capital(plain(type))),
          ],
        })),
      ];
    },
  };
}
