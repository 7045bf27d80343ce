import { newProject, type Project } from "../tests/e2e/engine/project";
import { serverImage, writeServer } from "../tests/e2e/engine/sources";
import { compare, median, timed, type Result } from "./result";

const many = 50;
const rounds = 3;

/** What one more instance costs in an `up`, among 50 and alone; the cost of an `up` without any is taken off both. */
export async function instances(): Promise<Result> {
    const project = await newProject();
    try {
        await writeServer(project, "web", "bench");
        await project.program(program(0));
        await project.up();
        const taken = { none: [] as number[], one: [] as number[], all: [] as number[] };
        for (let round = 0; round < rounds; round++) {
            taken.none.push(await change(project, 0));
            taken.one.push(await change(project, 1));
            await change(project, 0);
            taken.all.push(await change(project, many));
            await change(project, 0);
        }
        const none = median(taken.none);
        return compare("instances-50", {
            ours: (median(taken.all) - none) / many,
            reference: median(taken.one) - none,
            goal: 1,
            unit: "ms each",
            against: "one instance",
        });
    } finally {
        await project.dispose();
    }
}

async function change(project: Project, count: number): Promise<number> {
    await project.program(program(count));
    return timed(() => project.up());
}

const program = (count: number): string => `const image = ${serverImage("web", "web")};
    for (let i = 0; i < ${count}; i++) new unikernel.host.Instance("www" + i, {
        image: image.artifact, probe: { console: "serving" } });`;
