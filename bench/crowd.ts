import { newProject, type Project } from "../tests/e2e/engine/project";
import type { Lab } from "../tests/lab/lab";
import { startNspawnLab } from "../tests/lab/nspawn";
import { timed, type Result } from "./result";
import { countSessions, type Sessions } from "./sessions";

const few = 10;
const many = 100;

/** A hundred instances on one host, through the whole engine: what each costs beside ten, and the sessions of what changes nothing. */
export async function crowd(): Promise<Result[]> {
    const [lab, sessions] = await Promise.all([startNspawnLab(), countSessions()]);
    const project = await newProject({ env: { PATH: process.env.PATH } });
    try {
        await project.write("src/main.c", "#include <unistd.h>\nint main(void) { return pause(); }\n");
        return await measured({ lab, sessions, project });
    } finally {
        await project.dispose();
        await Promise.all([lab.stop(), sessions.dispose()]);
    }
}

interface Bench {
    readonly lab: Lab;
    readonly sessions: Sessions;
    readonly project: Project;
}

async function measured(bench: Bench): Promise<Result[]> {
    // The image is built, and the host known, before anything is measured.
    await growTo(bench, 1);
    await growTo(bench, 0);
    const ofFew = (await growTo(bench, few)) / few;
    await growTo(bench, 0);
    const ofMany = (await growTo(bench, many)) / many;
    const { project } = bench;
    const refresh = await sessionsOf(bench, () => project.pulumi("refresh", "--yes", "--skip-preview"));
    const noop = await sessionsOf(bench, () => project.up("--expect-no-changes"));
    return [
        {
            ...{ name: `instances-per-host-${many}`, ours: ofMany, reference: ofFew, ratio: ofMany / ofFew },
            ...{ goal: 1, unit: "ms each", against: `${few} of them` },
        },
        limit({ name: `refresh-${many}`, sessions: refresh, most: 5 }),
        limit({ name: `noop-up-remote-${many}`, sessions: noop, most: 0 }),
    ];
}

/** How long an `up` takes that ends with so many. */
async function growTo({ lab, project }: Bench, count: number): Promise<number> {
    await project.program(`
        const host = ${JSON.stringify({ ssh: lab.ssh })};
        const image = new unikernel.Image("image", { source: "./src", target: "unix", toolchain: "command",
            command: { argv: ["cc", "-o", "main", "main.c"], output: "main" } });
        for (let i = 0; i < ${count}; i++) new unikernel.host.Instance("one" + i, { host, image: image.artifact });
    `);
    return timed(() => project.up());
}

async function sessionsOf({ sessions }: Bench, action: () => Promise<unknown>): Promise<number> {
    const before = await sessions.count();
    await action();
    return (await sessions.count()) - before;
}

function limit({
    name,
    sessions,
    most,
}: {
    readonly name: string;
    readonly sessions: number;
    readonly most: number;
}): Result {
    const figures = { ours: sessions, reference: most, ratio: most === 0 ? sessions : sessions / most };
    return { name, ...figures, goal: most === 0 ? 0 : 1, unit: "", against: "ssh sessions at most" };
}
