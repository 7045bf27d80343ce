import { expect, test } from "@jest/globals";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** Runs in the Python that set-up installed the SDK in. */
const python = (program: string): string =>
    execFileSync(join(process.cwd(), ".work", "venv", "bin", "python"), ["-c", program], {
        encoding: "utf8",
    });

test("the Python SDK declares resources that Pulumi's mocks accept, with their names in Python's style", () => {
    const program = `
import pulumi

class Mocks(pulumi.runtime.Mocks):
    def new_resource(self, args):
        print(args.typ, args.name, sorted(args.inputs.items()))
        outputs = {"artifact": {"name": "web.spt", "digest": "sha256:0", "size": 1, "target": "spt", "arch": "x86_64", "devices": []}}
        return [args.name, {**args.inputs, **outputs}]
    def call(self, args):
        return {}

pulumi.runtime.set_mocks(Mocks())
import pulumi_unikernel as unikernel

@pulumi.runtime.test
def program():
    web = unikernel.Image("web", source="./web", target=unikernel.Target.SPT, source_hash="pinned")
    return unikernel.host.Instance("www", image=web.artifact, restart_limit=3).urn

program()
`;
    const lines = python(program).trim().split("\n");
    expect(lines[0]).toBe(
        "unikernel:index:Image web [('source', './web'), ('sourceHash', 'pinned'), ('strip', True), ('target', 'spt')]",
    );
    expect(lines[1]).toMatch(
        /^unikernel:host:Instance www \[\('image', \{.*'digest': 'sha256:0'.*\}\), \('restartLimit', 3/,
    );
});
