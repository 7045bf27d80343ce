import { asRoot } from "../../scripts/common";
import type { VolumeRoot } from "../place";

/** On a host everything of ours is root's. On this machine it belongs to whoever runs `pulumi`. */
export function rights({ isShared }: Pick<VolumeRoot, "isShared">): string {
    return isShared ? asRoot : "";
}
