import { resource } from "../protocol/resource";
import type { Settings } from "../settings";
import { InstanceInputs } from "./inputs";
import { InstanceOutputs } from "./outputs";
import { replaceOn } from "./replace";

export const instance = resource<typeof InstanceInputs, typeof InstanceOutputs, Settings>({
    token: "unikernel:host:Instance",
    description: "todo",
    examples: [],
    inputs: InstanceInputs,
    outputs: InstanceOutputs,
    replaceOn,
    lifecycle: async () => (await import("./lifecycle/lifecycle")).instanceLifecycle,
});
