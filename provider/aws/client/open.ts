import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import { credentialsFor, type Credentials } from "./credentials";
import { loadPackages } from "./load";
import type { Pace } from "./pace";
import { openRegion, type Region } from "./region";

/** One set of settings is one set of credentials, however many images there are. */
const found = new WeakMap<Settings, Credentials>();

/** Does something in regions, and closes their connections after it. */
export async function withRegions<Result>(
    { settings, signal }: Pick<Call<Settings>, "settings" | "signal">,
    pace: Pace,
    names: readonly string[],
    action: (regions: readonly Region[]) => Promise<Result>,
): Promise<Result> {
    const packages = await loadPackages();
    const access = settings.aws ?? {};
    const credentials = found.get(settings) ?? credentialsFor(packages, access, names[0] ?? "us-east-1");
    found.set(settings, credentials);
    const regions = names.map((name) => openRegion(name, { packages, access, credentials, pace, signal }));
    try {
        return await action(regions);
    } finally {
        for (const region of regions) region.close();
    }
}
