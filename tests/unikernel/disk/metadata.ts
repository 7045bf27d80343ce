import { writeFile } from "node:fs/promises";

export type Cloud = "ec2" | "gce";

/** The network of QEMU's, and what else makes the machine one of that cloud's. */
export interface MetadataOptions {
    readonly network: string;
    readonly more: readonly string[];
}

/**
 * A cloud's metadata server, with something to tell or without: QEMU starts it for each connection to its address.
 *
 * As strict as the real ones: EC2's second version wants a token, for which it wants to be told how long it is to last; GCE's
 * wants the header `Metadata-Flavor`, and refuses a host that is not its own.
 */
export async function metadataServer(folder: string, cloud: Cloud, told?: string): Promise<MetadataOptions> {
    const script = `${folder}/metadata.sh`;
    const body = told === undefined ? "answer '404 Not Found'" : `answer '200 OK' '${told}'`;
    await writeFile(script, `${request}${answers[cloud](body)}`, { mode: 0o755 });
    return {
        network: `,net=169.254.169.0/24,host=169.254.169.2,dhcpstart=169.254.169.15,guestfwd=tcp:169.254.169.254:80-cmd:${script}`,
        more: cloud === "gce" ? ["-smbios", "type=1,manufacturer=Google"] : [],
    };
}

const request = `#!/bin/sh
read -r method path version
while read -r name value; do
    value=\${value%?}
    case $name in
    [Hh]ost:) host=$value ;;
    X-aws-ec2-metadata-token:) token=$value ;;
    X-aws-ec2-metadata-token-ttl-seconds:) ttl=$value ;;
    Metadata-Flavor:) flavor=$value ;;
    ?) break ;;
    esac
done
answer() { printf 'HTTP/1.0 %s\\r\\nContent-Type: text/plain\\r\\n\\r\\n%s' "$1" "$2"; }
`;

const answers = {
    ec2: (body: string) => `case "$method $path" in
"PUT /latest/api/token") [ -n "$ttl" ] && answer '200 OK' TOKEN== || answer '400 Bad Request' ;;
"GET /latest/user-data") [ "$token" = TOKEN== ] && ${body} || answer '401 Unauthorized' ;;
*) answer '404 Not Found' ;;
esac
`,
    gce: (body: string) => `case "$host $flavor" in
"169.254.169.254 Google" | "metadata.google.internal Google") ;;
*) answer '403 Forbidden'; exit ;;
esac
case "$method $path" in
"GET /computeMetadata/v1/instance/attributes/unikernel-args") ${body} ;;
*) answer '404 Not Found' ;;
esac
`,
} as const;
