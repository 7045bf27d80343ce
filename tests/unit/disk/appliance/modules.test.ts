import { expect, test } from "@jest/globals";
import { modulePath } from "../../../../provider/disk/appliance/modules";

test.each([
    ["lib/modules/6.1.0-56-cloud-amd64/kernel/drivers/net/tun.ko", "tun"],
    ["usr/lib/modules/6.12.0/kernel/net/sched/act-mirred.ko.xz", "act_mirred"],
    ["lib/modules/6.1.0/modules.order", undefined],
    ["boot/vmlinuz-6.1.0", undefined],
])("%s is the module %s", (path, name) => {
    expect(modulePath(path)).toBe(name);
});
