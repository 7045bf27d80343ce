import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach } from "@jest/globals";
import { installMirage, type Toolbox } from "../../doubles/mirage/install";
import { openProject, type Project } from "./project";

export interface Bench {
    /** The doubles, as installed. */
    readonly toolbox: Toolbox;
    /** The project `hello` in a workspace in which nothing was built yet. */
    readonly project: Project;
    /** Puts into the workspace what a first build for spt leaves, and answers that build's lock. */
    readonly warmUp: () => string;
}

/** Sets up the doubles for the tests of a file, and a workspace for each of them. */
export const openBench = (): Bench => {
    let toolbox: Toolbox;
    let project: Project;
    let template: Project;
    let templateLock: string;
    let templateSwitch: string;
    const switchState = (): string => join(toolbox.home, "root/mirage/.opam-switch/switch-state");

    beforeAll(async () => {
        toolbox = installMirage();
        template = openProject(toolbox);
        templateLock = (await template.build()).lock ?? "";
        templateSwitch = readFileSync(switchState(), "utf8");
    });
    beforeEach(() => {
        toolbox.reset();
        project = openProject(toolbox);
    });
    afterEach(() => {
        project.dispose();
    });
    afterAll(() => {
        template.dispose();
        toolbox.dispose();
    });

    return {
        get toolbox() {
            return toolbox;
        },
        get project() {
            return project;
        },
        warmUp: () => {
            cpSync(template.workspace, project.workspace, { recursive: true });
            writeFileSync(switchState(), templateSwitch);
            return templateLock;
        },
    };
};
