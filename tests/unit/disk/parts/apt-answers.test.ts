import { expect, test } from "@jest/globals";
import { debianSources, failureOf } from "../../../../provider/disk/parts/apt-answers";

const debian = "http://mirror.example/debian/ Debian";
const ubuntu = "http://mirror.example/ubuntu/ Ubuntu\nhttp://ports.example/ Ubuntu";

test.each([
    ["Debian's sources, each once", `${debian}\n${debian}\n`, ["http://mirror.example/debian/"]],
    [
        "not another vendor's, which are beside them",
        `http://other.example/ Node Source\n${debian}\n`,
        ["http://mirror.example/debian/"],
    ],
    [
        "those that apt has no list of yet",
        "http://mirror.example/debian/ \n",
        ["http://mirror.example/debian/"],
    ],
])("a machine's apt is asked for parts of %s", (_, answer, uris) => {
    expect(debianSources(answer)).toEqual({ uris });
});

test.each([
    [
        "has another distribution's packages",
        `${ubuntu}\nhttp://other.example/ Docker\n`,
        "an appliance's parts are Debian's, and this machine's apt has packages of Ubuntu, Docker only",
    ],
    ["has no sources", "\n", "this machine's apt has no sources"],
])("a machine whose apt %s is told so, before anything is asked for", (_, answer, reason) => {
    expect(debianSources(answer)).toEqual({ reason });
});

test.each([
    [
        "E: Failed to fetch http://mirror.example/debian/pool/x.deb  404  Not Found [IP: 192.0.2.80 80]\nE: Download Failed\n",
        "404 Not Found",
    ],
    [
        "W: Download is performed unsandboxed\nE: Failed to fetch http://mirror.example/x.deb  Hash Sum mismatch\n   Hashes of expected file:\n",
        "Hash Sum mismatch",
    ],
    ["E: Something else\n", undefined],
])("why apt has not downloaded is in its own words", (stderr, words) => {
    expect(failureOf(stderr)).toBe(words);
});
