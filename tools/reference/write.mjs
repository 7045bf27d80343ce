// Writes the reference pages of a package schema: `node tools/reference/write.mjs SCHEMA FOLDER`.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { referencePages } from "./pages.mjs";

const [schema, folder] = process.argv.slice(2);
const pages = referencePages(JSON.parse(readFileSync(schema, "utf8")));
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, text] of pages) writeFileSync(join(folder, name), text);
