import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { linkageOf, moduleDependencies } from "../../../../provider/disk/elf/linkage";
import { UserError } from "../../../../provider/protocol/errors";
import { compileC } from "../../artifact/elf/compiled";
import { syntheticElf } from "../../artifact/elf/synthetic";

const program = compileC([]);

/** What readers say of a file that is not sound: never an error of their own. */
async function answerOf(read: Promise<unknown>): Promise<unknown> {
    return read.catch((error: unknown) => {
        if (error instanceof UserError) return error.message;
        throw error;
    });
}

test("a program is linked with the C library, and loaded by a program of the system's", async () => {
    const { interpreter, needed } = await linkageOf("hello", program);
    expect(interpreter).toMatch(/^\/lib.*\/ld-linux.*\.so\.\d$/);
    expect(needed).toEqual(["libc.so.6"]);
});

test("a module is told what it depends on by its .modinfo", async () => {
    const modinfo = {
        name: ".modinfo",
        type: 1,
        contents: Buffer.from("license=GPL\0depends=virtio,failover\0name=x\0"),
    };
    const module = syntheticElf({ sections: [modinfo] });
    expect(await moduleDependencies("virtio_net", module)).toEqual(["virtio", "failover"]);
    expect(await moduleDependencies("none", syntheticElf())).toEqual([]);
});

test("a damaged program has a linkage or a message, whatever byte is wrong and wherever it ends", async () => {
    const header = fc.nat(64 + 13 * 56);
    const anywhere = fc.nat(program.length - 1);
    const change = fc.tuple(fc.oneof(header, anywhere), fc.nat(255));
    await fc.assert(
        fc.asyncProperty(fc.array(change, { maxLength: 20 }), fc.option(anywhere), async (changes, end) => {
            const damaged = Buffer.from(program);
            for (const [at, byte] of changes) damaged[at] = byte;
            const part = damaged.subarray(0, end ?? damaged.length);
            await answerOf(linkageOf("hello", part));
            await answerOf(moduleDependencies("hello", part));
        }),
        { numRuns: 500 },
    );
});
