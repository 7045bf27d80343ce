import { newProject, type Project } from "../tests/e2e/engine/project";
import { serverImage, writeServer } from "../tests/e2e/engine/sources";
import { compare, median, timed, type Result } from "./result";

const many = 50;
/** One alone would be lost in what one `up` differs from the next, so several are made, each after the other. */
const alone = 10;
const rounds = 3;

/** What one of 50 instances costs in an `up`, against one by itself; the cost of an `up` without any is taken off both. */
export async function instances(): Promise<Result> {
    const project = await newProject();
    try {
        await writeServer(project, "web", "bench");
        await project.program(program(0));
        await project.up();
        const taken = { none: [] as number[], alone: [] as number[], all: [] as number[] };
        for (let round = 0; round < rounds; round++) {
            taken.none.push(await change(project, program(0)));
            taken.alone.push(await change(project, program(alone, "previous")));
            await change(project, program(0));
            taken.all.push(await change(project, program(many)));
            await change(project, program(0));
        }
        const none = median(taken.none);
        return compare("instances-50", {
            ours: (median(taken.all) - none) / many,
            reference: (median(taken.alone) - none) / alone,
            goal: 1,
            unit: "ms each",
            against: "one by itself",
        });
    } finally {
        await project.dispose();
    }
}

async function change(project: Project, text: string): Promise<number> {
    await project.program(text);
    return timed(() => project.up());
}

/** So many instances, all at once or each after the previous one. */
const program = (count: number, after: "none" | "previous" = "none"): string => `
    const image = ${serverImage("web", "web")};
    let previous;
    for (let i = 0; i < ${count}; i++) previous = new unikernel.host.Instance("www" + i, {
        image: image.artifact, probe: { console: "serving" },
    }, { dependsOn: ${after === "previous" ? "previous ? [previous] : []" : "[]"} });`;
