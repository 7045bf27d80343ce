import { diskParts, diskStore } from "../../fixtures/disk/parts";
import { newProject, type Project } from "./project";
import { serverImage } from "./sources";

export type AwsProject = Project;

/** A project whose AWS is behind a URL, and whose store has the parts of disks. */
export async function newAwsProject(
    url: string,
    { env = {}, store = diskStore }: { readonly env?: NodeJS.ProcessEnv; readonly store?: string } = {},
): Promise<AwsProject> {
    const appliance = await diskParts();
    const project = await newProject({
        store,
        env: {
            ...{ AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: "AKIATEST", AWS_SECRET_ACCESS_KEY: "secret" },
            ...{ AWS_EC2_METADATA_DISABLED: "true", AWS_CONFIG_FILE: "/dev/null" },
            AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
            ...env,
        },
    });
    if (appliance.lock !== undefined) {
        await project.pulumi("config", "set", "--path", "unikernel:appliance.lock", appliance.lock);
    }
    return project;
}

/** A program with an image of `writeServer`'s folder `web` and an AMI of it. */
export const amiProgram = (more: Readonly<Record<string, unknown>>): string => `
    const image = ${serverImage("web", "web")};
    const ami = new unikernel.aws.Ami("web", { image: image.artifact, ...${JSON.stringify(more)} });
    exports.ids = ami.ids;
`;
