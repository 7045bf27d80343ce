import { expect, test } from "@jest/globals";
import type { DiskArguments } from "../../../../provider/disk/arguments";
import { payload } from "../../../../provider/disk/appliance/payload";
import type { Artifact, Device } from "../../../../provider/artifact/artifact";
import { UserError } from "../../../../provider/protocol/errors";

const program = { bytes: Buffer.from("tender") };

function made(target: Artifact["target"], args: DiskArguments, devices: Device[] = []): string {
    return payload({ image: { target, devices }, args, program, kernel: Buffer.from("kernel") }).toString(
        "latin1",
    );
}

test("a process gets its arguments as they are, one a line", () => {
    expect(made("unix", ["--hello=hi there", "$(x) 'y'"])).toContain("--hello=hi there\n$(x) 'y'\n");
});

test("a unikernel gets arguments with spaces in quotes, and its network device's name", () => {
    const archive = made("spt", ["--hello=hi there"], [{ name: "service", type: "net" }]);
    expect(archive).toContain('--hello="hi there"\n');
    expect(archive).toMatch(/unikernel\/device\0+service/);
});

test("there is no file of arguments when they come from the metadata", () => {
    expect(made("unix", { fromMetadata: true })).not.toContain("unikernel/args\0");
});

test("an argument with a line break is refused", () => {
    const message = 'The argument "a\\nb" has a line break, which an appliance cannot pass on; leave it out.';
    expect(() => made("unix", ["a\nb"])).toThrow(new UserError(message));
});
