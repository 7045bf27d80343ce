import type { Failure } from "../../protocol/errors";
import type { ImageInputs } from "../image";
import { toolchainNames, type ReadyToolchain, type ToolchainName } from "../toolchains";

type Inputs = Partial<ImageInputs>;

/** What is wrong with the inputs whatever the source is. Pure. */
export function contradictions({ env = {}, lock, relock }: Inputs): Failure[] {
    const failures: Failure[] = Object.keys(env)
        .filter((name) => !/^[A-Za-z_]\w*$/.test(name))
        .map((name) => ({
            property: `env[${JSON.stringify(name)}]`,
            reason: "is no name of an environment variable: letters, digits and `_`, not beginning with a digit",
        }));
    if (lock !== undefined && relock !== undefined) {
        const reason = `cannot be given with \`lock\`: ${lock.file} says which dependencies to build with`;
        failures.push({ property: "relock", reason });
    }
    return failures;
}

/** Options that the toolchain in use has no use for, and those that it needs. Pure. */
export function misplacedOptions(
    name: ToolchainName,
    given: readonly ToolchainName[],
    { lock, relock }: Inputs,
): Failure[] {
    const failures: Failure[] = given
        .filter((other) => other !== name)
        .map((other) => ({
            property: other,
            reason: `the toolchain is \`${name}\`: give \`${name}\` instead, or set \`toolchain\` to "${other}"`,
        }));
    if (name === "command" && !given.includes("command")) {
        failures.push({ property: "command", reason: "the toolchain `command` needs to know what to run" });
    }
    if (name === "mirage") return failures;
    const solvesNothing = `the toolchain \`${name}\` has no lock; only \`mirage\` has one`;
    if (lock !== undefined) failures.push({ property: "lock", reason: solvesNothing });
    if (relock !== undefined) failures.push({ property: "relock", reason: solvesNothing });
    return failures;
}

export function targetFailures({ name, targets }: ReadyToolchain, target: ImageInputs["target"]): Failure[] {
    if (target === undefined || targets.includes(target)) return [];
    const allowed = targets.map((each) => `\`${each}\``).join(", ");
    return [
        {
            property: "target",
            reason: `the toolchain \`${name}\` does not build \`${target}\`, only ${allowed}`,
        },
    ];
}

export function noToolchain(entries: ReadonlySet<string>): Failure {
    const names = [...entries].filter((name) => !name.startsWith(".")).sort();
    const shown = names.slice(0, 5).join(", ") + (names.length > 5 ? ", …" : "");
    return {
        property: "toolchain",
        reason:
            `cannot be told from the source, which has ${shown || "hidden files only"}: \`mirage\` needs a config.ml in it, \`dune\` a dune-project. ` +
            `For anything else give \`command\`. It is one of ${toolchainNames.join(", ")}`,
    };
}
