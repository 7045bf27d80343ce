import { z } from "zod";

const hostKeyType = "(?:ssh-(?:ed25519|rsa)|ecdsa-sha2-nistp(?:256|384|521)|sk-ssh-ed25519@openssh\\.com)";

/** How a host is reached. Whatever is not said here, the ssh configuration of whoever runs `pulumi` says. */
export const SshHost = z
    .strictObject({
        host: z
            .string()
            .regex(
                /^(?!-)[^\s@/,*?!|#"'\\]+$/,
                "must be the name or address of a host, without a user, a port or a path",
            )
            .describe("Its name, its address, or a `Host` of the ssh configuration."),
        user: z
            .string()
            .regex(/^(?!-)[^\s@:/"'\\]+$/, "must be the name of a user")
            .optional()
            .describe(
                "Who to log in as. Default: whom the ssh configuration says, or else who runs `pulumi`.",
            ),
        port: z
            .int()
            .min(1)
            .max(65535)
            .optional()
            .describe("Its ssh port. Default: what the ssh configuration says, or else 22."),
        identity: z
            .string()
            .regex(
                /^\s*-----BEGIN [^\n]+-----\r?\n[^]+-----END [^\n]+-----\s*$/,
                "must be the whole text of a private key, not the name of its file",
            )
            .optional()
            .describe(
                "The text of a private key without a passphrase. Default: the keys of the ssh agent and of the ssh " +
                    "configuration.",
            )
            .meta({ pulumi: { secret: true } }),
        hostKey: z
            .string()
            .regex(
                new RegExp(`^${hostKeyType} [A-Za-z0-9+/]+=*( [^\\n]*)?\\n?$`),
                "must be a public key such as `ssh-ed25519 AAAA…`, on one line",
            )
            .optional()
            .describe(
                "Its public key, `ssh-ed25519 AAAA…`: no other host is spoken to. On the host it is in " +
                    "/etc/ssh/ssh_host_ed25519_key.pub. Default: what the known_hosts files say.",
            ),
        sudo: z
            .boolean()
            .optional()
            .describe("Become root by `sudo`, which must not ask for a password. Default: false."),
        configFile: z
            .string()
            .optional()
            .describe("An ssh configuration file instead of ~/.ssh/config and the system's."),
    })
    .meta({ id: "host:SshHost" })
    .describe("A host that is reached over SSH.");
export type SshHost = z.output<typeof SshHost>;

/** What a host is called in messages. */
export function nameOf({ user, host }: SshHost): string {
    return user === undefined ? host : `${user}@${host}`;
}
