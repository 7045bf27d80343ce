import type { Needs } from "../service";
import { quotedDevice, quotedPath } from "./quote";

const kvm = "/dev/kvm";

/** By its number it is allowed before it is there, as when the host boots. */
const kvmNumber = "/dev/char/10:232";

/** It comes with a module that udev loads, and is the group's once udev has seen to it. No unit of systemd stands for it. */
const kvmLines = ['ExecStartPre=-+/bin/sh -c "exec udevadm settle --timeout=60"', "SupplementaryGroups=kvm"];

/**
 * Takes everything from a service that it can do without. `LockPersonality=` is not among it, since it aborts tenders, and
 * `seccomp` is let through, since they restrict themselves further.
 */
export function hardening({ hostNetwork, devices, writable, writesCode }: Needs): string[] {
    return [
        "CapabilityBoundingSet=",
        "AmbientCapabilities=",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "ProtectHome=yes",
        "ProtectProc=invisible",
        "ProcSubset=pid",
        "ProtectClock=yes",
        "ProtectHostname=yes",
        "ProtectControlGroups=yes",
        "ProtectKernelLogs=yes",
        "ProtectKernelModules=yes",
        "ProtectKernelTunables=yes",
        "PrivateTmp=yes",
        "PrivateMounts=yes",
        "RemoveIPC=yes",
        "RestrictNamespaces=yes",
        "RestrictRealtime=yes",
        "RestrictSUIDSGID=yes",
        ...(writesCode ? [] : ["MemoryDenyWriteExecute=yes"]),
        "KeyringMode=private",
        "UMask=0077",
        "SystemCallArchitectures=native",
        "SystemCallFilter=@system-service seccomp",
        "SystemCallFilter=~@privileged",
        `RestrictAddressFamilies=AF_UNIX AF_NETLINK${hostNetwork ? " AF_INET AF_INET6" : ""}`,
        ...(hostNetwork ? [] : ["IPAddressDeny=any"]),
        "DevicePolicy=closed",
        ...devices.map((device) => `DeviceAllow=${device === kvm ? kvmNumber : quotedDevice(device)} rw`),
        ...(devices.includes(kvm) ? kvmLines : []),
        ...writable.map((path) => `ReadWritePaths=${quotedPath(path)}`),
    ];
}
