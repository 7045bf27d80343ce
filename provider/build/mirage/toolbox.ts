import type { BuildRequest } from "../toolchain";
import { opamEnvArgv, parseOpamEnv, stageEnvironment, type Environment } from "./environment";
import { explainFailure } from "./failures/explain";
import type { MirageOptions } from "./options";
import { missingTools, missingToolsMessage, parseProbe, probeScript } from "./probe";
import type { Session } from "./session";
import { requiredTools, solo5Tool } from "./tools";

type Request = BuildRequest<MirageOptions>;

/** Adds a switch's own variables, its `bin` on PATH above all, when the user names one. */
const switchEnvironment = async (request: Request): Promise<Environment> => {
    const environment = stageEnvironment(request.options);
    if (request.options.switch === undefined) return environment;
    const result = await request.run({
        name: "switch",
        argv: opamEnvArgv(request.options),
        env: environment,
    });
    const variables = parseOpamEnv(result.stdout);
    if (result.exitCode !== 0 || variables.PATH === undefined) {
        const context = { stage: "switch", exitCode: result.exitCode };
        request.fail("switch", explainFailure(`${result.stderr}\n${result.stdout}`, context), result);
    }
    return { ...environment, ...variables };
};

/** Finds the tools a build needs, or says which are missing and what installs each. */
export const openToolbox = async (request: Request): Promise<Session> => {
    const environment = await switchEnvironment(request);
    const argv = ["sh", "-c", probeScript([...requiredTools, solo5Tool])] as const;
    const result = await request.run({ name: "tools", argv, env: environment });
    const probed = parseProbe(result.stdout);
    const missing = missingTools(requiredTools, probed.versions);
    if (missing.length > 0) {
        request.fail("tools", missingToolsMessage(missing, request.options.switch));
    }
    return { request, environment, ...probed };
};
