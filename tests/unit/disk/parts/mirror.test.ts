import { expect, test } from "@jest/globals";
import { mirrorUrl } from "../../../../provider/disk/parts/fetch";

const path = "debian-security/pool/updates/main/l/linux/linux_6.1~1+b1_amd64.deb";
const below = "pool/updates/main/l/linux/linux_6.1~1%2Bb1_amd64.deb";

test.each([
    ["https://mirror.example.org/", undefined, `https://mirror.example.org/debian-security/${below}`],
    [
        "https://snapshot.example.org/archive",
        "20260131T000000Z",
        `https://snapshot.example.org/archive/debian-security/20260131T000000Z/${below}`,
    ],
])("on %s, at the time %s, a package is at %s", (mirror, snapshot, url) => {
    expect(mirrorUrl(mirror, snapshot, path)).toBe(url);
});
