import { plugins } from "../tests/e2e/engine/processes";
import { newProject, type Project } from "../tests/e2e/engine/project";
import { residentMB } from "./plugin";
import { compare, sideBySide, timed, type Result } from "./result";

const images = 100;
const filesEach = 50;

/** A no-op `up` of many Images, against the same program with as many components and no provider. */
export async function noopUp(): Promise<Result[]> {
    const [ours, reference] = await Promise.all([newProject(), newProject()]);
    try {
        await writeSources(ours);
        await ours.program(imageProgram);
        await reference.program(componentProgram);
        await ours.up();
        await reference.up();
        const memory = await largestPlugin(ours);
        const figures = await sideBySide(
            7,
            () => timed(() => ours.up()),
            () => timed(() => reference.up()),
        );
        return [
            compare("noop-up-100", {
                ...figures,
                goal: 1.3,
                unit: "ms",
                against: "100 components, no provider",
            }),
            compare("plugin-memory-100", {
                ours: memory,
                reference: 90,
                goal: 2,
                unit: "MB",
                against: "limit at rest",
            }),
        ];
    } finally {
        await ours.dispose();
        await reference.dispose();
    }
}

async function writeSources(project: Project): Promise<void> {
    for (let image = 0; image < images; image++) {
        for (let file = 0; file < filesEach; file++) {
            await project.write(
                `src${image}/part${file}.c`,
                `int part${file}(void) { return ${image * file}; }\n`,
            );
        }
        await project.write(`src${image}/main.c`, `int main(void) { return ${image}; }\n`);
    }
}

const imageProgram = `for (let i = 0; i < ${images}; i++) new unikernel.Image("image" + i, {
    source: "./src" + i, target: "unix", toolchain: "command",
    command: { argv: ["cc", "-o", "main", "main.c"], output: "main" } });`;

const componentProgram = `for (let i = 0; i < ${images}; i++) new (class extends pulumi.ComponentResource {
    constructor() { super("bench:index:Component", "component" + i); this.registerOutputs({}); }
})();`;

/** The most the plugin had resident while an `up` looked at all of them. */
async function largestPlugin(project: Project): Promise<number> {
    const up = project.start("up", "--yes", "--skip-preview");
    let largest = 0;
    const state = { running: true };
    void up.finished.then(() => (state.running = false));
    while (state.running) {
        for (const pid of await plugins(project.folder)) {
            largest = Math.max(largest, await residentMB({ pid }).catch(() => 0));
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return largest;
}
