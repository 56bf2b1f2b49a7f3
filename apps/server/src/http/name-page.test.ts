import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../config/project-root.ts";
import { namePage } from "./name-page.ts";

test.each(["storefront", "admin"])("the page of the %s has the shop's name, and none of its own", (app) => {
  const page = readFileSync(join(projectRoot, "apps", app, "index.html"), "utf8");
  expect(page).not.toContain("Dualtrack");
  const named = namePage(page, `Rock & "Roll" </title> $& $1`);
  const name = "Rock &amp; &quot;Roll&quot; &lt;/title&gt; $&amp; $1";
  expect(named).toContain(`<title>${name}${app === "admin" ? " admin" : ""}</title>`);
  expect(named).toContain(`<meta name="application-name" content="${name}" />`);
  expect(named).not.toContain("%SHOP_NAME%");
});
