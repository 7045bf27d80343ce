import * as utilities from "../utilities";
import { withPeer } from "../peer";

export type { FleetArgs, FleetHealthCheck, FleetTransforms } from "./fleet";
export type Fleet = import("./fleet").Fleet;
export const Fleet: typeof import("./fleet").Fleet = null as any;
utilities.lazyLoad(exports, ["Fleet"], () =>
    withPeer("unikernel.aws.Fleet", "@pulumi/aws", () => require("./fleet")));
