import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { arMembers } from "../../../../provider/disk/debian/ar";

function ar(members: readonly { name: string; bytes: Uint8Array }[]): Buffer {
    const parts = members.flatMap(({ name, bytes }) => [
        Buffer.from(
            `${name.padEnd(16)}${"0".padEnd(12)}0     0     100644  ${String(bytes.length).padEnd(10)}\`\n`,
        ),
        bytes,
        Buffer.alloc(bytes.length % 2, "\n"),
    ]);
    return Buffer.concat([Buffer.from("!<arch>\n"), ...parts]);
}

test("an archive's members are found, of odd length too", () => {
    const member = fc.record({
        name: fc.constantFrom("debian-binary", "data.tar.xz"),
        bytes: fc.uint8Array(),
    });
    fc.assert(
        fc.property(fc.array(member), (members) => {
            expect(
                arMembers(ar(members))?.map(({ name, bytes }) => ({ name, bytes: new Uint8Array(bytes) })),
            ).toEqual(members.map(({ name, bytes }) => ({ name, bytes: new Uint8Array(bytes) })));
        }),
    );
});

test("what is no archive, or is cut off, is none", () => {
    const whole = ar([{ name: "data.tar", bytes: Buffer.from("1234") }]);
    fc.assert(
        fc.property(fc.integer({ min: 9, max: whole.length - 1 }), (length) => {
            expect(arMembers(whole.subarray(0, length))).toBeUndefined();
        }),
    );
    fc.assert(
        fc.property(fc.uint8Array(), (bytes) => {
            expect(arMembers(Buffer.from(bytes))).toBeUndefined();
        }),
    );
});
