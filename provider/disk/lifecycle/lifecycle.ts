import { randomBytes } from "node:crypto";
import { UserError } from "../../protocol/errors";
import type { Call, Resource, State } from "../../protocol/resource";
import type { Settings } from "../../settings";
import { buildCard } from "../board/card";
import { build } from "../build";
import type { DiskInputs, DiskOutputs } from "../disk";
import { fitOf } from "../fit";
import { inFormat } from "../format/format";
import { checkDisk } from "./check";
import { diffDisk } from "./diff";
import { isWhole, removeFile } from "./file";
import { placeOf } from "./place";
import { withAppliance } from "./with-appliance";
import { writeImage } from "./write";

export const diskLifecycle: Resource<DiskInputs, DiskOutputs, Settings> = {
    check: (call, request) => withAppliance(call, request, checkDisk(request)),
    diff: diffDisk,
    create: async (call, { inputs }) => {
        const id = `${call.name}-${randomBytes(4).toString("hex")}`;
        return { id, outputs: await make(call, id, inputs) };
    },
    update: async (call, { inputs, previous }) => {
        const outputs = await make(call, previous.id, inputs);
        if (previous.outputs.file !== outputs.file) await removeFile(call, previous.outputs);
        return { outputs };
    },
    read: async (call, { id, state }) => {
        if (!state) throw notImportable(id);
        return (await isWhole(call, state.outputs)) ? state : undefined;
    },
    delete: (call, { state }: { state: State<DiskInputs, DiskOutputs> }) => removeFile(call, state.outputs),
};

async function make(call: Call<Settings>, id: string, inputs: DiskInputs): Promise<DiskOutputs> {
    const { image, args, size, format } = inputs;
    const file = placeOf(call.settings, id, inputs);
    if (inputs.board !== undefined) {
        return writeImage(call, file, await buildCard(call, { image, args, sizeGiB: size }));
    }
    const kind = inputs.kind ?? fitOf(image).kinds[0] ?? "appliance";
    const disk = await build(call, {
        ...{ image, kind, args, sizeGiB: size },
        medium: format === "iso" ? "cd" : "disk",
    });
    return writeImage(call, file, inFormat(disk, format));
}

function notImportable(id: string): UserError {
    return new UserError(
        `A disk cannot be imported: a file such as ${id} does not say what it was made of. Declare the unikernel.Disk, and \`pulumi up\` makes it again.`,
    );
}
