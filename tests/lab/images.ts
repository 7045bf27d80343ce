import { beforeAll } from "@jest/globals";
import type { Artifact } from "../../provider/artifact/artifact";
import type { LabWorld } from "./world";

interface Images {
    /** For the process hypervisor: it says `ready` at once, and then waits. */
    script: Artifact;
    /** The quickstart's unikernel. */
    web: Artifact;
}

/** What most tests run on a lab. It is there before the first of a file. */
export function imagesOn(host: () => LabWorld): Readonly<Images> {
    const images = {} as Images;
    beforeAll(async () => {
        images.script = await host().script("echo ready; exec sleep 1000");
        images.web = await host().web();
    });
    return images;
}
