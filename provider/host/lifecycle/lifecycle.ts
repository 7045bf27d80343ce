import type { Resource } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { InstanceInputs } from "../inputs";
import type { InstanceOutputs } from "../outputs";
import { check } from "./check";
import { create } from "./create";
import { diff } from "./diff";
import { preview } from "./preview";
import { read } from "./read";
import { remove } from "./remove";
import { update } from "./update";

export const instanceLifecycle: Resource<InstanceInputs, InstanceOutputs, Settings> = {
    check,
    diff,
    preview,
    create,
    read,
    update,
    delete: remove,
};
