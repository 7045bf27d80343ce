import type { Run } from "../../../../provider/host/hypervisors/hypervisor";
import { imageFor } from "../images";

export function runWith(more: Partial<Run> = {}): Run {
    return {
        kernel: "/store/sha256/abc",
        image: imageFor("spt"),
        memoryMiB: 64,
        cpus: 1,
        networks: [],
        volumes: [],
        args: [],
        ...more,
    };
}
