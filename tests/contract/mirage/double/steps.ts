import { afterEach, beforeEach, expect } from "@jest/globals";
import { installMirage, solo5Packages, type Toolbox } from "../../../doubles/mirage/install";
import { recorded } from "../../../doubles/mirage/transcripts";
import { hello } from "../project";
import { comparableChanges, openSandbox, type Sandbox } from "./sandbox";

/** What a step is done in: the doubles, and the folder in the place of a recorded one. */
interface Scene {
    readonly toolbox: Toolbox;
    readonly sandbox: Sandbox;
}

/** The name of a recorded run, or what was done by hand before the next. */
export type Step = string | ((scene: Scene) => void);

/** Sets a scene up for each test of a file. Runs steps in it, and compares each recorded run with what was recorded. */
export const openReplay = (): ((steps: readonly Step[]) => void) => {
    let scene: Scene;
    beforeEach(() => {
        const toolbox = installMirage();
        scene = { toolbox, sandbox: openSandbox(toolbox) };
    });
    afterEach(() => {
        scene.toolbox.dispose();
        scene.sandbox.dispose();
    });
    return (steps) => {
        for (const step of steps) {
            if (typeof step === "string") replay(scene.sandbox, step);
            else step(scene);
        }
    };
};

const replay = (sandbox: Sandbox, step: string): void => {
    const run = recorded(step);
    const { exitCode, stdout, stderr } = run;
    const replayed = { step, ...sandbox.replay(run) };
    expect(replayed).toEqual({ step, exitCode, stdout, stderr, changes: comparableChanges(run) });
};

export const config =
    (text: string): Step =>
    ({ sandbox }) => {
        sandbox.write({ "config.ml": text });
    };
export const unikernel =
    (text: string): Step =>
    ({ sandbox }) => {
        sandbox.write({ "unikernel.ml": text });
    };
export const dependingOn = (packages: string): Step =>
    config(`open Mirage
let main = main ~packages:[ ${packages} ] "Unikernel" job
let () = register "hello" [ main ]
`);
export const remove =
    (path: string): Step =>
    ({ sandbox }) => {
        sandbox.remove(path);
    };
export const prepare =
    (command: string): Step =>
    ({ sandbox }) => {
        sandbox.prepare(command);
    };
export const scenario =
    (name: string, word?: string): Step =>
    ({ toolbox }) => {
        toolbox.scenario(name, word);
    };
export const endScenario =
    (name: string): Step =>
    ({ toolbox }) => {
        toolbox.endScenario(name);
    };
export const without =
    (tool: string): Step =>
    ({ toolbox }) => {
        toolbox.remove(tool);
    };

export const startHello = hello["unikernel.ml"] ?? "";
export const configured = prepare("mirage configure -t spt --no-extra-repo");

/** The project and the small opam repository of most recorded runs. */
export const helloProject: Step = ({ toolbox, sandbox }) => {
    toolbox.scenario("found", "40");
    toolbox.scenario("entries", "26");
    toolbox.switchHas(...solo5Packages);
    sandbox.write(hello);
};

/** What the tools count with `dependingOn` another package. */
export const onePackageMore: Step = ({ toolbox }) => {
    toolbox.scenario("found", "41");
    toolbox.scenario("entries", "27");
    toolbox.scenario("pulled", "26");
};

export const network = `open Mirage
let main = main ~packages:[ package "tcpip" ] "Unikernel.Main" (stackv4v6 @-> job)
let stack = generic_stackv4v6 default_network
let () = register "network" [ main $ stack ]
`;
