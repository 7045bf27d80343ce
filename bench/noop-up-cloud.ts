import { amiProgram, newAwsProject } from "../tests/e2e/engine/ami";
import { writeServer } from "../tests/e2e/engine/sources";
import { startFakeAws } from "../tests/fakes/aws/server";
import { compare, type Result } from "./result";

/** Requests to a cloud of an `up` that changes nothing. */
export async function noopUpCloud(): Promise<Result> {
    const fake = await startFakeAws();
    const project = await newAwsProject(fake.url);
    try {
        await writeServer(project, "web", "hello");
        await project.program(amiProgram({ regions: ["eu-west-1", "us-east-1"], tags: { team: "web" } }));
        await project.up();
        fake.requests.length = 0;
        await project.up("--expect-no-changes");
        return compare("noop-up-cloud", {
            ...{ ours: fake.requests.length, reference: 1, goal: 0, unit: "requests" },
            against: "none at all",
        });
    } finally {
        await project.dispose();
        await fake.close();
    }
}
