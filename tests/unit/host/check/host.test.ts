import { expect, test } from "@jest/globals";
import { checkHost } from "../../../../provider/host/check/host";
import type { InstanceInputs } from "../../../../provider/host/inputs";

const ssh = { host: "kvm1.example.org" };

test.each<[string, Partial<InstanceInputs>, string[]]>([
    ["this machine", { host: { local: true }, volumes: { data: { path: "a.img" } } }, []],
    [
        "two places at once",
        { host: { local: true, ssh } },
        ["host: it cannot be both this machine and another; give one of local and ssh"],
    ],
    [
        "a volume that is a path of this project",
        { host: { ssh }, volumes: { data: { path: "./a.img" }, logs: { path: "/dev/vg0/logs" } } },
        ['volumes.data.path: "./a.img" is not a path on the host: it begins with a slash there'],
    ],
    [
        "a probe of a URL, which this machine would fetch",
        { host: { ssh }, probe: { http: { url: "http://127.0.0.1:8080/" } } },
        ["probe.http.url: goes with this machine only; on a host give `port` and `path`"],
    ],
])("%s", (_, inputs, failures) => {
    const found = checkHost(inputs, new Set());
    expect(found.map(({ property, reason }) => `${property}: ${reason}`)).toEqual(failures);
});
