import { UserError, withLog, type Failure } from "../../protocol/errors";
import type { Call, CheckRequest, CheckResult } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { ImageInputs } from "../image";
import { architectureFailures, architectureFor } from "../machine";
import { glanceAtFolder } from "../source/folder/locate";
import type { Look } from "../source/look";
import { chooseToolchain, readyToolchain, toolchainNames, type ToolchainName } from "../toolchains";
import { contradictions, misplacedOptions, noToolchain, targetFailures } from "./contradictions";
import { readLock, sha256Of } from "./lock-file";
import { lookAt } from "./plan";
import { rememberHash } from "./same-source";

type Inputs = Partial<ImageInputs>;
type Request = CheckRequest<ImageInputs>;

/** Looks at the source, fills in what follows from it, and judges what the program asks for. */
export async function checkImage(call: Call<Settings>, request: Request): Promise<CheckResult<ImageInputs>> {
    const { inputs, unknowns } = request;
    const failures = contradictions(inputs);
    const lock = await orFailure(failures, () => withDigest(inputs.lock));
    const look = await orFailure(failures, () => lookIfKnown(call, request));
    rememberHash(call, look?.hash);
    if (failures.length > 0) return { failures };

    const name = nameOfToolchain(request, look);
    if (name === undefined && look !== undefined) return { failures: [noToolchain(look.entries)] };
    const target = inputs.target ?? (name && readyToolchain(name, inputs)?.defaultTarget);
    const arch = inputs.arch ?? (unknowns.has("target") ? undefined : architectureFor(target));
    const sourceHash = inputs.sourceHash ?? look?.hash;
    const found: Inputs = { toolchain: name, target, arch, sourceHash, lock };
    return { failures: name ? judge(request, name, { target, arch }) : [], ...split(found, unknowns) };
}

/** Adds what goes wrong with a property to the failures, where the others are. */
async function orFailure<Result>(
    failures: Failure[],
    look: () => Promise<Result>,
): Promise<Result | undefined> {
    try {
        return await look();
    } catch (error) {
        if (!(error instanceof UserError) || error.property === undefined) throw error;
        failures.push({ property: error.property, reason: withLog(error) });
        return undefined;
    }
}

const shapingTheSource = ["source", "ignore", "toolchain", "command"] as const;

/** A hash of the program's own says all there is to say of the contents: they are not read. */
async function lookIfKnown(call: Call<Settings>, request: Request): Promise<Glance | undefined> {
    const { inputs, unknowns } = request;
    const { source } = inputs;
    if (source === undefined || shapingTheSource.some((name) => unknowns.has(name))) return undefined;
    if (inputs.sourceHash === undefined && !unknowns.has("sourceHash"))
        return lookAt(call, { ...inputs, source });
    if (typeof source === "string") return { entries: glanceAtFolder(source, process.cwd()) };
    if (nameOfToolchain(request, undefined) !== undefined) return undefined;
    const { entries } = await lookAt(call, { ...inputs, source });
    return { entries };
}

type Glance = Pick<Look, "entries"> & Partial<Pick<Look, "hash">>;

function nameOfToolchain({ inputs, unknowns }: Request, look: Glance | undefined): ToolchainName | undefined {
    if (unknowns.has("toolchain")) return undefined;
    return chooseToolchain(look?.entries ?? new Set(), inputs.toolchain, given({ inputs, unknowns }));
}

function given({ inputs, unknowns }: Pick<Request, "inputs" | "unknowns">): ToolchainName[] {
    return toolchainNames.filter((name) => inputs[name] !== undefined || unknowns.has(name));
}

function judge(
    request: Request,
    name: ToolchainName,
    { target, arch }: Pick<Inputs, "target" | "arch">,
): Failure[] {
    const { inputs, unknowns } = request;
    const failures = misplacedOptions(name, given(request), inputs);
    const toolchain = unknowns.has(name) ? undefined : readyToolchain(name, inputs);
    if (toolchain === undefined || target === undefined || arch === undefined) return failures;
    if (unknowns.has("target") || unknowns.has("arch")) return failures;
    const wrong = [...targetFailures(toolchain, target), ...architectureFailures(target, arch)];
    if (wrong.length > 0) return [...failures, ...wrong];
    return [...failures, ...toolchain.check(target, arch).map((failure) => inPlace(name, failure))];
}

/** A toolchain names its own options without its name before them. */
function inPlace(name: ToolchainName, { property, reason }: Failure): Failure {
    const isOwn = property !== "target" && property !== "arch";
    return { property: isOwn ? `${name}.${property}` : property, reason };
}

/** A changed lock file is seen by its digest. */
async function withDigest(lock: ImageInputs["lock"]): Promise<ImageInputs["lock"]> {
    if (lock === undefined) return undefined;
    const sha256 = sha256Of(await readLock(lock));
    if (lock.sha256 === undefined || lock.sha256 === sha256) return { ...lock, sha256 };
    throw new UserError(`is not the digest of ${lock.file}, which is ${sha256}`, { property: "lock.sha256" });
}

/** What follows from something unknown is unknown itself. What the program gives is left to it. */
function split(
    found: Inputs,
    unknowns: ReadonlySet<string>,
): Pick<CheckResult<ImageInputs>, "set" | "unknown"> {
    const names = (Object.keys(found) as (keyof ImageInputs)[]).filter((name) => !unknowns.has(name));
    const isKnown = (name: keyof ImageInputs): boolean => found[name] !== undefined;
    return {
        set: Object.fromEntries(names.filter(isKnown).map((name) => [name, found[name]])),
        unknown: names.filter((name) => !isKnown(name) && name !== "lock"),
    };
}
