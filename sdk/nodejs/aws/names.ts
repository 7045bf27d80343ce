import { fitting, randomDigits } from "../names";

/**
 * The names of a load balancer and of its target groups, which have 32 letters, digits and dashes at most, unlike those of all else that
 * a fleet is made of.
 */
export function balancerName(name: string, port?: number): string {
    const suffix = port === undefined ? "" : `-${port}`;
    return fitting(name, { allowed: /[a-z0-9-]/i, longest: 32 - randomDigits - suffix.length }) + suffix;
}
