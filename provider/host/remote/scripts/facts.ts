import type { Script } from "../../connection";
import { kvmGuest, kvmGuestStatus } from "../../hypervisors/kvm/guest";
import { qemuMachine } from "../../hypervisors/qemu";
import { common, versions } from "./common";
import { platform } from "./platform";
import { octal } from "./octal";

const executables = [
    "solo5-spt",
    "solo5-hvt",
    "qemu-system-x86_64",
    "qemu-system-aarch64",
    "xl",
    "albatross-client",
];

/** What a host is, and what it can run. Needs no rights, but sees less without them. */
export const factsScript: Script = {
    body: `${common}${platform}${versions}
say os "$(uname -s)"
say release "$(. /etc/os-release 2>/dev/null && printf '%s' "$PRETTY_NAME" || uname -r)"
say arch "$(uname -m)"
[ "$(id -u)" -ne 0 ] || say root yes
[ ! -d /run/systemd/system ] || say systemd "$(systemctl --version | sed -n 's/^systemd \\([0-9]*\\).*/\\1/p')"
for name in ${executables.join(" ")}; do
    tool=$(command -v "$name") || continue
    say tool "$name $tool $(version_of "$tool")"
done
[ "$(cat /proc/xen/capabilities 2>/dev/null)" != control_d ] || say xen dom0
! grep -q -s hvm-3.0-x86_64 /sys/hypervisor/properties/capabilities || say xen pvh
if command -v virsh >/dev/null; then
    say libvirt there
    ! virsh --quiet --connect qemu:///system list >/dev/null 2>&1 </dev/null || say libvirt answers
fi
! albatross-client info >/dev/null 2>&1 </dev/null || say albatross answers
[ ! -e /dev/kvm ] || say kvm device
! has_vmm || say vmm works
[ ! -w /dev/kvm ] || say kvm writable
tool=$(command -v qemu-system-x86_64 || :)
${kvmTrial()}
for link in $(links); do
    ! is_bridge "$link" || say bridge "$link"
done
[ ! -r /proc/meminfo ] || say memory "$(sed -n 's/^MemAvailable: *\\([0-9]*\\) kB/\\1/p' /proc/meminfo)"
`,
    values: { guest: octal(kvmGuest) },
};

/**
 * Needs `$guest` and `$tool`, the path of QEMU. /dev/kvm may be there and yet fail, as on virtual machines, so a guest is
 * run. One that fails may hang, and one on a busy host takes its time: its file has no name meanwhile, and goes with whatever is cut off.
 */
export function kvmTrial(): string {
    return `
if [ -w /dev/kvm ] && [ -n "$tool" ]; then
    trial=$(mktemp)
    exec 3<>"$trial"
    rm -f "$trial"
    printf '%b' "$guest" >&3
    status=0
    timeout -s KILL 20 "$tool" ${qemuMachine({ accelerator: "kvm", arch: "x86_64" }).join(" ")} -m 16 -kernel /proc/self/fd/3 </dev/null >/dev/null 2>&1 || status=$?
    exec 3>&-
    [ "$status" -ne ${kvmGuestStatus} ] || say kvm works
fi
`;
}
