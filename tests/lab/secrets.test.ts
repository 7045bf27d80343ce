import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { failureOf, notReady } from "../unit/host/lifecycle/world";
import { folderOf, serviceOf, unitOf } from "./records";
import { labWorld } from "./world";

const host = labWorld();
const canary = "canary-5e7d3c";

/** All that anybody may see of the host: its journal and processes, what systemd tells of its services, its open files. */
const seen = (service: string): Promise<string> =>
    host().exec(`journalctl --quiet --all --output=export
        ps -e -ww -o args=
        systemctl show --all ${service}; systemctl cat ${service}; systemctl status ${service} || true
        setpriv --reuid=nobody --regid=nogroup --clear-groups grep -r -s -a -e canary /etc /run /tmp /var || true`);

test("a variable is known to the instance, and to nobody else", async () => {
    const image = await host().script(
        `test "$TOKEN" = "$FIRST"${canary.slice(3)} && echo same; exec sleep 1000`,
    );
    const env = { TOKEN: canary, FIRST: canary.slice(0, 3) };
    const state = await host().create("www", { image, env, probe: { console: "^same$" } });
    expect(await seen(serviceOf(state))).not.toContain(canary);
    expect(JSON.stringify(state.outputs)).not.toContain(canary);
    expect(await host().exec(`stat --format='%a %U' ${unitOf(state)}`)).toBe("600 root\n");
    const holding = await host().exec(
        `grep -r -l -s -e ${canary} /etc /home /opt /root /run /srv /tmp /var | xargs stat --format='%a %U %n' | sort`,
    );
    expect(holding).toBe(`600 root ${folderOf(state)}/environment\n600 root ${folderOf(state)}/inputs\n`);
    await host().destroy(state);
    expect(await host().exec(`grep -r -l -s -e ${canary} /etc /run /tmp /var || true`)).toBe("");
});

test("an error does not tell a variable", async () => {
    const image = await host().script("echo failing; exit 64");
    const name = "failing-0000001";
    const inputs = { image, name, env: { TOKEN: canary } };
    const error = await notReady(host().create("failing", inputs));
    expect(`${error.message} ${JSON.stringify(error.state)}`).not.toContain(canary);
    expect(await seen(`unikernel-${name}.service`)).not.toContain(canary);
    const { id, outputs } = error.state;
    await host().destroy({ id, outputs, inputs: { host: { ssh: host().ssh }, ...inputs } });
});

test("the key that leads to the host is in one file of this machine, for its user alone, and in no error", async () => {
    const { identity } = host().ssh;
    const secret = identity.split("\n")[2] ?? "";
    expect(secret).not.toBe("");
    const networks = { service: { bridge: "br9", address: "10.42.0.2/24" } };
    const failure = await failureOf(host().create("www", { image: await host().web(), networks }));
    expect(String(failure)).not.toContain(secret);
    const state = await host().create("www", { image: await host().script("exec sleep 1000") });
    expect(await seen(serviceOf(state))).not.toContain(secret);
    expect(await host().exec(`cat ${folderOf(state)}/*`)).not.toContain(secret);
    const holding = await filesWith(secret, host().settings.store);
    expect(holding).toHaveLength(1);
    for (const path of holding) expect((await stat(path)).mode & 0o777).toBe(0o600);
    await host().destroy(state);
});

async function filesWith(text: string, folder: string): Promise<string[]> {
    const entries = await readdir(folder, { withFileTypes: true, recursive: true });
    const paths = entries
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name));
    const texts = await Promise.all(paths.map((path) => readFile(path, "latin1")));
    return paths.filter((_, index) => texts[index]?.includes(text));
}
