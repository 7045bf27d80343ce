import { expect, test } from "@jest/globals";
import { mirrorOf } from "../../../tools/setup/lab/mirror.mjs";

const stanza = `# a comment
Types: deb
URIs: http://deb.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
`;
const mirror = {
    uri: "http://deb.example/debian",
    suite: "bookworm",
    components: ["main"],
    keyring: "/usr/share/keyrings/debian-archive-keyring.gpg",
};

test.each([
    ["a stanza", [stanza], mirror],
    ["another vendor's source before it", ["deb https://apt.example/ stable main\n", stanza], mirror],
    [
        "stanzas, of which one is for sources and one is switched off",
        [
            `${stanza.replace("deb\n", "deb-src\n").replace("deb.example", "sources.example")}
${stanza.replace("deb.example", "off.example")}Enabled: no

${stanza}`,
        ],
        mirror,
    ],
    [
        "fields in small letters, over several lines, with a key that is no file",
        [
            `types: deb deb-src
uris: http://a.example/ubuntu
  http://b.example/ubuntu
suites:
  noble-updates
  noble
components: main universe
signed-by:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
`.replaceAll("noble", "bookworm"),
        ],
        { uri: "http://a.example/ubuntu", suite: "bookworm", components: ["main", "universe"] },
    ],
    [
        "a line",
        [
            "# deb http://old.example bookworm main\ndeb http://deb.example/debian bookworm main contrib # here\n",
        ],
        { uri: "http://deb.example/debian", suite: "bookworm", components: ["main", "contrib"] },
    ],
    [
        "a line with options",
        ["deb [arch=amd64 signed-by=/etc/key.gpg] http://deb.example/debian bookworm main\n"],
        {
            uri: "http://deb.example/debian",
            suite: "bookworm",
            components: ["main"],
            keyring: "/etc/key.gpg",
        },
    ],
    ["only sources of other releases", ["deb http://deb.example/debian trixie main\n"], undefined],
    ["nothing", [""], undefined],
])("a lab's mirror is the machine's own: %s", (_, files, expected) => {
    expect(mirrorOf(files, "bookworm")).toEqual(expected);
});
