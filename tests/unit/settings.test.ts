import { expect, test } from "@jest/globals";
import { availableParallelism, homedir } from "node:os";
import { join } from "node:path";
import { Config, configure } from "../../provider/settings";

const inHome = join(homedir(), ".local", "share", "pulumi-unikernel");

test.each<[string, Parameters<typeof configure>[0], NodeJS.ProcessEnv, string]>([
    ["below the home folder", {}, {}, inHome],
    ["where the system keeps data", {}, { XDG_DATA_HOME: "/data" }, "/data/pulumi-unikernel"],
    ["where the environment says", {}, { UNIKERNEL_STORE: "/env", XDG_DATA_HOME: "/data" }, "/env"],
    ["where the program says", { store: "/set" }, { UNIKERNEL_STORE: "/env" }, "/set"],
    ["below the project, by a relative path", { store: "cache" }, {}, join(process.cwd(), "cache")],
    ["in the usual place when variables are empty", {}, { UNIKERNEL_STORE: "", XDG_DATA_HOME: "" }, inHome],
])("the store is %s", (_, config, environment, store) => {
    expect(configure(config, environment).store).toBe(store);
});

test("the store may hold 10 GiB, and builds may use all cores, unless it is said otherwise", () => {
    const cores = availableParallelism();
    expect(configure({}, {})).toMatchObject({ storeLimitMiB: 10_240, parallel: cores });
    expect(configure({ storeLimit: 5, parallel: 1 }, {})).toMatchObject({ storeLimitMiB: 5, parallel: 1 });
});

test.each([{ storeLimit: 0 }, { storeLimit: 1.5 }, { parallel: 0 }, { parallel: -1 }, { stroe: "/" }])(
    "a setting that makes no sense is refused: %j",
    (config) => {
        expect(Config.safeParse(config).success).toBe(false);
    },
);
