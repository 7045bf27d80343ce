import { Firewall } from "@pulumi/gcp/compute/firewall";
import { HealthCheck } from "@pulumi/gcp/compute/healthCheck";
import { transformed } from "../transform";
import type { Plan } from "./plan";

/** From where Google checks health and passes connections on. */
const google = ["130.211.0.0/22", "35.191.0.0/16"];

/** Decides who is sent connections, and who is made anew. */
export function healthCheckOf({ names, project, healthCheck, transforms, own }: Plan): HealthCheck {
    const { path, port, interval = 10, threshold = 2 } = healthCheck;
    return new HealthCheck(
        names.stem,
        transformed(transforms.healthCheck, {
            project,
            checkIntervalSec: interval,
            timeoutSec: Math.min(interval, 5),
            healthyThreshold: threshold,
            unhealthyThreshold: threshold,
            ...(path === undefined
                ? { tcpHealthCheck: { port } }
                : { httpHealthCheck: { port, requestPath: path } }),
        }),
        own,
    );
}

/** Opens what is served and what is checked, to Google alone. */
export function firewallOf({ names, project, network, ports, healthCheck, transforms, own }: Plan): Firewall {
    const opened = new Set([...ports, healthCheck.port]);
    return new Firewall(
        names.stem,
        transformed(transforms.firewall, {
            project,
            network,
            sourceRanges: google,
            targetTags: [names.tag],
            allows: [{ protocol: "tcp", ports: [...opened].map(String) }],
        }),
        own,
    );
}
