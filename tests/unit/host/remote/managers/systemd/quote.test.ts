import { expect, test } from "@jest/globals";
import { environmentFile } from "../../../../../../provider/host/remote/managers/systemd/environment-file";
import {
    deviceUnit,
    quoted,
    quotedDevice,
    quotedPath,
} from "../../../../../../provider/host/remote/managers/systemd/quote";
import { plain } from "../../../../../../provider/host/remote/plain";

test.each([
    ["--hello=Hi there", '"--hello=Hi there"'],
    ['say "hi"', String.raw`"say \"hi\""`],
    [String.raw`C:\new`, String.raw`"C:\\new"`],
    ["100%", '"100%%"'],
    ["$HOME", '"$$HOME"'],
    ["two\nlines", String.raw`"two\x0alines"`],
    ["", '""'],
])("systemd passes on %j as it is", (word, text) => {
    expect(quoted(word)).toBe(text);
});

test.each([
    ["/srv/vm images/x.img", '"/srv/vm images/x.img"'],
    ["/srv/100%.img", '"/srv/100%%.img"'],
    ['/srv/a "b".img', `'/srv/a "b".img'`],
])("the path %j is one path", (path, text) => {
    expect(quotedPath(path)).toBe(text);
});

// What `systemd-escape --path --suffix=device` says.
test.each([
    ["/dev/sdb1", "dev-sdb1.device"],
    ["/dev/disk/by-id/ata-DISK_1:a", String.raw`dev-disk-by\x2did-ata\x2dDISK_1:a.device`],
    [String.raw`/dev/disk/by-label/my\x20data`, String.raw`dev-disk-by\x2dlabel-my\x5cx20data.device`],
])("systemd knows the device %s as %s", (path, name) => {
    expect(deviceUnit(path)).toBe(name);
});

test("a device is allowed whatever its name", () => {
    expect(quotedDevice(String.raw`/dev/disk/by-label/my\x20data`)).toBe(
        String.raw`"/dev/disk/by-label/my\\x20data"`,
    );
});

test("a description stays on its line", () => {
    expect(plain("a\nRestart=no\\")).toBe("a Restart=no ");
});

test("a variable keeps its quotes, dollars and lines", () => {
    expect(environmentFile({ A: 'x"$`\\', B: "1\n2" })).toBe('A="x\\"\\$\\`\\\\"\nB="1\n2"\n');
});
