import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import { UserError } from "../../protocol/errors";
import { hexOf } from "../../artifact/digest";
import { obtainArtifact } from "../../build/obtain";
import type { Tool } from "../hypervisors/hypervisor";
import type { Instance } from "../lifecycle/outputs";
import { requireHypervisor } from "../machine";
import { addressRange, bridgesWithPools, chosenIn, type AddressRange, type Chosen } from "./addresses";
import { allOf, firstOf, type Answer } from "./answers";
import type { RemoteHost } from "./hosts";
import { managerNamed, managersFor } from "./managers/list";
import type { ServiceManager } from "./managers/manager";
import { folderOf, imagePath } from "./place";
import { answersOf } from "./refusals";
import { surveyScript } from "./scripts/survey";

/** What a host has for an instance. */
export interface Prepared {
    readonly tool?: Tool;
    /** What keeps the instance running there. */
    readonly manager: ServiceManager;
    /** Whether it runs udev. */
    readonly hasUdev: boolean;
    /** The addresses that others have. */
    readonly taken: ReadonlySet<string>;
    /** Those that are given out by DHCP. */
    readonly ranges: readonly AddressRange[];
    /** Those that this one has already, by the device's name. */
    readonly own: Chosen;
}

/** Sees to it that the host has the image, and answers with what it has to run it with. */
export async function prepare(
    call: Call<Settings>,
    host: RemoteHost,
    { inputs, identity }: Instance,
): Promise<Prepared> {
    const { image } = inputs;
    const hypervisor = requireHypervisor(inputs);
    const { accelerated } = hypervisor;
    const tool = hypervisor.tool?.(image.arch);
    const path = await obtainArtifact(call, image);
    const asksForKvm = accelerated && image.arch === "x86_64" && !host.kvmWorks.has(tool?.executable ?? "");
    const script = surveyScript({
        executable: tool?.executable,
        tryKvm: asksForKvm,
        folder: folderOf(identity.name),
        system: hypervisor.system ?? "Linux",
        managers: managersFor(hypervisor),
        bridges: bridgesWithPools(inputs),
        image: imagePath(image.digest),
        sha256: hexOf(image.digest),
    });
    const onBytes = (sent: number): void => {
        call.progress.status(`uploading ${image.name} to ${host.name}: ${percent(sent, image.size)}`);
    };
    const output = await host.connection.run(script, { signal: call.signal, upload: { path, onBytes } });
    const answers = answersOf(host, output, { tool, hypervisor });
    requireArchitecture(host, image.arch, firstOf(answers, "arch"));
    const prepared = {
        manager: managerNamed(firstOf(answers, "manager") ?? ""),
        hasUdev: firstOf(answers, "udev") !== undefined,
        taken: new Set(allOf(answers, "taken").map((line) => line.replace(/^.* (.*)\/.*$/, "$1"))),
        ranges: allOf(answers, "range").map(addressRange),
        own: chosenIn(allOf(answers, "own")),
    };
    if (tool === undefined) return prepared;
    if (asksForKvm) host.kvmWorks.set(tool.executable, firstOf(answers, "kvm") === "works");
    const how = accelerated ? accelerator(host.kvmWorks.get(tool.executable)) : undefined;
    const version = host.versions.get(tool.executable);
    return { ...prepared, tool: { ...toolIn(answers, how), version } };
}

const percent = (part: number, whole: number): string => `${Math.floor((100 * part) / Math.max(1, whole))} %`;

const accelerator = (kvmWorks: boolean | undefined): "kvm" | "tcg" => (kvmWorks ? "kvm" : "tcg");

function toolIn(answers: readonly Answer[], accelerated: Tool["accelerator"]): Tool {
    return {
        path: firstOf(answers, "tool") ?? "",
        accelerator: accelerated,
    };
}

/** Only an emulator runs what is for other processors, and it is the image's own that is asked for then. */
function requireArchitecture(host: RemoteHost, wanted: string, machine = ""): void {
    const found = machine === "amd64" ? "x86_64" : machine === "arm64" ? "aarch64" : machine;
    if (found === wanted) return;
    throw new UserError(
        `the image is for ${wanted}, but ${host.name} is ${found}. Build it with \`arch: "${found}"\``,
        {
            property: "image",
        },
    );
}
