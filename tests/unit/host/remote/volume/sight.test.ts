import { expect, test } from "@jest/globals";
import { parseAnswers } from "../../../../../provider/host/remote/answers";
import { alterationsIn, volumeSight } from "../../../../../provider/host/remote/volume/sight";

const urn = "urn:pulumi:dev::shop::unikernel:host:Volume::data";
const sightOf = (...lines: string[]) =>
    volumeSight(parseAnswers([`volume # pulumi-unikernel 0011223344556677 ${urn}`, ...lines].join("\n")));

test("a volume that is there tells whose it is, what it was made of, its size and what is free", () => {
    expect(sightOf('inputs {"size":1}', "free 8", "bytes 1048576", "looked done")).toEqual({
        ...{ owner: { unit: "0011223344556677", urn }, inputs: '{"size":1}' },
        ...{ bytes: 1_048_576, freeBytes: 8192, alterations: [] },
    });
    expect(volumeSight(parseAnswers("looked done\n"))).toBeUndefined();
});

const file = { path: "/v/data", kind: "file", bytes: 1024 } as const;
const device = { path: "/dev/sdb", kind: "device" } as const;

test.each([
    [file, ["altered unfinished"], ["it was not finished"]],
    [file, ["altered gone"], ["/v/data is gone, with all that it held"]],
    [device, ["altered gone"], ["/dev/sdb is gone"]],
    [file, ["bytes 1024", "altered mode 644"], ["/v/data is open to others: its mode is 644"]],
    [file, ["bytes 512"], ["/v/data has 512 bytes instead of 1024"]],
    [file, ["bytes 2048"], []],
    [device, ["bytes 1"], []],
])("of %j it says %j", (wanted, lines, altered) => {
    const sight = sightOf(...lines);
    expect(sight && alterationsIn(sight, wanted)).toEqual(altered);
});
