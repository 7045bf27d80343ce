import { expect, test } from "@jest/globals";
import { ImageInputs } from "../../../../provider/build/image";
import { validate } from "../../../../provider/protocol/check/validate";

const known =
    '"unix", "macosx", "hvt", "spt", "virtio", "xen", "qubes", "muen", "genode", "unikraft-qemu", ' +
    '"unikraft-firecracker" or "rpi4"';

test.each([
    ["hvtt", `must be ${known}, not "hvtt"; did you mean "hvt"?`],
    ["firecracker", `must be ${known}, not "firecracker"`],
])("a target that does not exist, %s, is refused with those that do", (target, reason) => {
    const { failures } = validate(ImageInputs, { source: "./web", target });
    expect(failures).toEqual([{ property: "target", reason }]);
});
