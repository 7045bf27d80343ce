import { chmodSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeTree } from "../../../provider/artifact/remove-tree";

/* A process that removes a folder as a tool may leave it, and prints whether it is still there. */
const folder = mkdtempSync(join(tmpdir(), "remover-"));
const inner = join(folder, "module", "inner");
mkdirSync(inner, { recursive: true });
writeFileSync(join(inner, "go.mod"), "module inner", { mode: 0o444 });
chmodSync(inner, 0o555);
chmodSync(join(folder, "module"), 0o555);

void removeTree(folder).then(() => {
    console.log(existsSync(folder) ? "there" : "gone");
});
