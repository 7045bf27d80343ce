import { z } from "zod";

const namesOneRevision = (source: { commit?: string; branch?: string; tag?: string }): boolean =>
    [source.commit, source.branch, source.tag].filter((revision) => revision !== undefined).length <= 1;

export const GitSource = z
    .strictObject({
        git: z
            .string()
            .min(1)
            .describe(
                "The repository: a URL, `user@host:path`, or a path relative to the Pulumi project. " +
                    "Credentials are better kept in git's credential helper than in the URL.",
            ),
        commit: z
            .string()
            .regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, {
                error: "must be a whole commit id: 40 lower-case hexadecimal digits",
            })
            .optional()
            .describe("The commit to build, as its whole id. Default: the head of `branch` or `tag`."),
        branch: z
            .string()
            .min(1)
            .optional()
            .describe("Build the head of this branch. A preview shows when it has moved."),
        tag: z.string().min(1).optional().describe("Build the commit of this tag."),
        path: z
            .string()
            .optional()
            .describe(
                "The folder of the unikernel inside the repository, `/`-separated. Default: its top folder.",
            ),
    })
    .refine(namesOneRevision, { error: "give only one of commit, branch and tag" })
    .meta({ id: "index:GitSource" })
    .describe(
        "A folder of a git repository, at a commit, a branch or a tag. Default: the repository's default branch. " +
            "Submodules and Git LFS are not supported.",
    );
export type GitSource = z.output<typeof GitSource>;

export const Source = z
    .union([z.string().min(1), GitSource])
    .describe(
        "The unikernel's code: a folder, relative to the Pulumi project, or a git repository. The folder itself is " +
            "never written to. What its .gitignore files name is left out, as are the toolchain's own outputs.",
    );
export type Source = z.output<typeof Source>;
