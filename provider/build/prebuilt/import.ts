import { z } from "zod";
import { Architecture, Device, Target } from "../../artifact/artifact";
import { UserError } from "../../protocol/errors";
import { PrebuiltImageInputs } from "../prebuilt-image";
import { locationOf } from "./location";

/** What a file cannot say of itself, or a download be trusted without. */
const Said = z.strictObject({
    sha256: PrebuiltImageInputs.shape.sha256,
    target: Target.optional(),
    arch: Architecture.optional(),
    device: z.array(Device).optional(),
});

/**
 * The inputs that an import's ID stands for: a path or a URL, and behind `#` what the file does not say itself, as in
 * `kernel.elf#target=virtio&device=service:net`. A `#` before anything else is a part of the path.
 */
export function inputsOfId(id: string): PrebuiltImageInputs {
    const at = id.lastIndexOf("#");
    const said = at < 0 ? undefined : parameters(id.slice(at + 1));
    const place = said ? id.slice(0, at) : id;
    const { device, ...others } = said ? judge(said) : {};
    const where = /^(https?|file):/.test(place) ? { url: place } : { path: place };
    const inputs = { ...where, ...others, ...(device ? { devices: device } : {}) };
    if (/^https?:/.test(place) && inputs.sha256 === undefined) {
        throw new UserError(
            `${locationOf({ url: place }).shown} cannot be imported without its SHA-256: write it behind the URL, as in ` +
                "`https://builds.example.org/dns.hvt#sha256=…`.",
        );
    }
    return inputs;
}

function parameters(text: string): URLSearchParams | undefined {
    const found = new URLSearchParams(text);
    const names = [...found.keys()];
    return names.length > 0 && names.every((name) => name in Said.shape) ? found : undefined;
}

function judge(said: URLSearchParams): z.output<typeof Said> {
    const devices = said.getAll("device").map((text) => {
        const [name = "", type] = text.split(":");
        return { name, type };
    });
    const given = Object.fromEntries([...said].filter(([name]) => name !== "device"));
    const parsed = Said.safeParse({ ...given, ...(devices.length > 0 ? { device: devices } : {}) });
    if (parsed.success) return parsed.data;
    const wrong = parsed.error.issues.map(({ path, message }) => `${String(path[0])}: ${message}`).join("; ");
    throw new UserError(
        `What is behind the ID's \`#\` is not understood: ${wrong}. It is \`sha256\`, \`target\`, \`arch\` and any number of ` +
            "`device`, as in `kernel.elf#target=virtio&device=service:net`.",
    );
}
