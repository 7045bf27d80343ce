import { serve, type Service } from "./protocol/server/serve";
import { provider } from "./provider";

export function open(engineAddress: string | undefined): Service {
    return serve(provider, engineAddress);
}
