import type { Failure } from "../../protocol/errors";
import type { SecretVolume, VolumeAttachment } from "../volume/attachment";

/** It reaches a host within a script. */
const mostBytes = 64 * 1024;

/** A device is attached to what is there, or holds a secret. */
export function checkSecret(property: string, { path, secret, format, host }: VolumeAttachment): Failure[] {
    if (secret === undefined)
        return path === undefined
            ? [{ property, reason: "nothing says what to attach; give a `path` or a `secret`" }]
            : [];
    if (path !== undefined)
        return [
            { property, reason: "it cannot be both a file and a secret; give one of `path` and `secret`" },
        ];
    if ((format ?? host) !== undefined)
        return [
            {
                property,
                reason: "a `secret` goes with its instance, as it is: leave `format` and `host` out",
            },
        ];
    const reason = problemOf(secret);
    return reason === undefined ? [] : [{ property: `${property}.secret`, reason }];
}

function problemOf({ content, base64 }: SecretVolume): string | undefined {
    if ((content === undefined) === (base64 === undefined)) return "give one of `content` and `base64`";
    const bytes = Buffer.from(content ?? base64 ?? "", content === undefined ? "base64" : "utf8");
    if (base64 !== undefined && bytes.toString("base64") !== padded(base64))
        return "its `base64` is not base64";
    return bytes.length > mostBytes
        ? `it holds ${bytes.length} bytes; a secret may have ${mostBytes}`
        : undefined;
}

const padded = (base64: string): string => {
    const bare = base64.replace(/\s/g, "");
    return bare.padEnd(Math.ceil(bare.length / 4) * 4, "=");
};
