import { UserError } from "../../../protocol/errors";

/** There is no connection to a host, or none that lasts. */
export class Unreachable extends UserError {}
