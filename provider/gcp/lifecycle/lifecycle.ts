import { withAppliance } from "../../disk";
import type { Resource } from "../../protocol/resource";
import type { Settings } from "../../settings";
import { defaultPace } from "../http/pace";
import type { ImageInputs, ImageOutputs } from "../image";
import { check } from "./check";
import { create, disks, type World } from "./create";
import { diff } from "./diff";
import { preview } from "./preview";
import { read } from "./read";
import { remove } from "./remove";
import { update } from "./update";

/**
 * An image's life: its disk is streamed into an object, GCE makes the image from it, and the object goes. Labels, family and
 * deprecation change in place. A killed run leaves the object, and maybe the image; both are found by the next.
 */
export function imageLifecycleIn(world: World): Resource<ImageInputs, ImageOutputs, Settings> {
    const { pace } = world;
    return {
        check: async (call, request) => withAppliance(call, request, await check(call, request, pace)),
        diff,
        preview: (call, request) => preview(call, request, world),
        create: (call, { inputs }) => create(call, inputs, world),
        update: (call, { inputs, previous }) => update(call, inputs, previous, pace),
        read: (call, request) => read(call, request, pace),
        delete: (call, { state }) => remove(call, state, pace),
    };
}

export const imageLifecycle = imageLifecycleIn({ pace: defaultPace, ...disks });
