import { z } from "zod";

export const UserNetwork = z
    .strictObject({
        ports: z
            .record(z.string(), z.int().min(1).max(65535))
            .optional()
            .describe(
                'Ports of this machine and the unikernel\'s ports they lead to: `{"8080": 80}`. Only this machine can ' +
                    'connect to them; name an address to publish to others: `{"0.0.0.0:8080": 80}`. TCP, or UDP with ' +
                    '`{"5353/udp": 53}`.',
            ),
    })
    .meta({ id: "host:UserNetwork" })
    .describe(
        "QEMU's network in user space, which needs no rights: the unikernel reaches the outside, and only published " +
            "ports reach the unikernel. Its address is 10.0.2.15/24, by DHCP or set by its arguments; the gateway is " +
            "10.0.2.2.",
    );

export const NetworkAttachment = z
    .strictObject({
        user: UserNetwork.optional(),
        tap: z
            .string()
            .optional()
            .describe("An existing TAP device, which is up. It is left as it is when the instance goes."),
        bridge: z
            .string()
            .optional()
            .describe(
                "An existing bridge. A TAP device is made, attached to it, and removed with the instance. Needs root.",
            ),
        mac: z
            .string()
            .optional()
            .describe(
                "The MAC address: `02:00:00:00:00:01`. Default: one that stays the same for this instance.",
            ),
        ports: z
            .record(z.string(), z.int().min(1).max(65535))
            .optional()
            .describe(
                'Ports of the host that lead to the unikernel on its bridge, from anywhere: `{"8080": 80}`, or UDP with ' +
                    '`{"5353/udp": 53}`. At the IPv4 addresses of a host over SSH, and at its IPv6 addresses where the ' +
                    "unikernel has an `address6` and a `gateway6`. The host needs nft, and the unikernel the host as its `gateway`.",
            ),
        address: z
            .string()
            .optional()
            .describe(
                "On a bridge of a host over SSH also the network itself, `10.0.0.0/24`, for one of its addresses that is " +
                    "free: each replacement then has its own. " +
                    "The unikernel's address on a `tap` or `bridge`: `10.0.0.2/24`. Given to the unikernel as `--ipv4=` when it " +
                    "has one network and `args` does not say otherwise. Probes use it.",
            ),
        gateway: z
            .string()
            .optional()
            .describe("The gateway for `address`: `10.0.0.1`. Given to the unikernel as `--ipv4-gateway=`."),
        address6: z
            .string()
            .optional()
            .describe(
                "The unikernel's IPv6 address: `fd42::2/64`. Given to it as `--ipv6=`, as `address` is; `fd42::/64` leaves it to us, too. " +
                    "Default: none.",
            ),
        gateway6: z
            .string()
            .optional()
            .describe("The gateway for `address6`: `fd42::1`. Given to the unikernel as `--ipv6-gateway=`."),
    })
    .meta({ id: "host:NetworkAttachment" })
    .describe("What one network device of the unikernel is attached to: one of `user`, `tap` and `bridge`.");

export type NetworkAttachment = z.output<typeof NetworkAttachment>;
