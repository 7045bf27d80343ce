/** What a unikernel has to have of its host. */
export interface Needs {
    /** The host's own network: a process has no other, and QEMU's user network is made of it. */
    readonly hostNetwork: boolean;
    readonly devices: readonly string[];
    /** Files and devices outside its own that it may write. */
    readonly writable: readonly string[];
    /** It executes what it has written: a loader, such as solo5-spt, or a translator, such as QEMU without KVM. */
    readonly writesCode: boolean;
}

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
        ...devices.map((device) => `DeviceAllow=${device} rw`),
        ...writable.map((path) => `ReadWritePaths=${path}`),
    ];
}
