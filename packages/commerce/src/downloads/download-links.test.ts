import { test } from "@dualtrack/testkit";
import { expect } from "vitest";
import { checkDownloadLink, downloadPath } from "./download-links.ts";

test("a link opens its file of its line for a day, and each part of it is signed", ({ shop }) => {
  const [orderLineId, fileId, other] = ["line", "file", "another"];
  const path = downloadPath(shop, { orderLineId, fileId });
  const [expires = 0, signature = ""] = [Number(path.split("/")[4]), path.split("/")[5]];
  const link = { orderLineId, fileId, expires, signature };
  expect(checkDownloadLink(shop, link)).toBe("valid");
  const changed = [
    { ...link, orderLineId: other },
    { ...link, fileId: other },
    { ...link, expires: expires + 1 },
    { ...link, signature: `${signature.slice(0, -1)}${signature.endsWith("A") ? "B" : "A"}` },
    { ...link, signature: "" },
  ];
  expect(changed.map((each) => checkDownloadLink(shop, each))).toEqual(changed.map(() => "wrong"));

  shop.clock.advance(24 * 60 * 60_000 + 1_000);
  expect(checkDownloadLink(shop, link)).toBe("expired");
});
