import { readFileSync, writeFileSync } from "node:fs";
import { withPicture } from "../packages/testkit/src/state-model/picture.ts";

// Draws the states in ARCHITECTURE.md anew, after the model has changed.
const page = new URL("../ARCHITECTURE.md", import.meta.url);
writeFileSync(page, withPicture(readFileSync(page, "utf8")));
