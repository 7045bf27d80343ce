import { labRefusal, vmLabRefusal } from "./tools/setup/lab/refusal.mjs";
import { vmKinds } from "./tools/setup/lab/vm/machine.mjs";

const project = (name, testMatch, more = {}) => ({
    displayName: name,
    rootDir: import.meta.dirname,
    testMatch: testMatch.map((glob) => `<rootDir>/tests/${glob}`),
    testEnvironment: "node",
    transform: {
        "\\.sh$": "<rootDir>/tests/text-transform.cjs",
        "^.+\\.(ts|js|mjs)$": [
            "@swc/jest",
            { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
        ],
    },
    // execa and what it is made of are ES modules only; jest runs CommonJS.
    transformIgnorePatterns: [
        "/node_modules/(?!(execa|@sec-ant|@sindresorhus|figures|get-stream|is-plain-obj|is-stream|is-unicode-supported|npm-run-path|parse-ms|path-key|pretty-ms|strip-final-newline|unicorn-magic|yoctocolors|human-signals)/)",
    ],
    // What execa has of it is for `import` alone.
    moduleNameMapper: { "^unicorn-magic$": "<rootDir>/node_modules/unicorn-magic/node.js" },
    modulePathIgnorePatterns: ["<rootDir>/.work", "<rootDir>/sdk"],
    ...more,
});

/** Tests below unit/ that take their time: they run real processes or whole services, or make very many files. */
const system = [
    "artifact/elf/fuzz",
    "artifact/killed",
    "artifact/lock/processes",
    "artifact/strip/strip",
    "aws/ami/faults",
    "aws/ami/killed",
    "aws/ami/lifecycle",
    "aws/ami/messages",
    "aws/ami/policy",
    "aws/ami/read",
    "aws/ami/refused",
    "aws/ami/replaced",
    "aws/ami/slow-line",
    "build/dune",
    "build/errors",
    "build/flat",
    "build/image/at-once",
    "build/image/import",
    "build/image/lifecycle",
    "build/image/lock",
    "build/image/secrets",
    "build/image/warm",
    "build/installed/look",
    "build/job/processes",
    "build/source/folder/*",
    "build/source/git/look",
    "build/source/git/mirror",
    "build/source/git/refused",
    "build/source/workspace/killed",
    "build/source/workspace/spoiled",
    "build/source/workspace/sync",
    "disk/readers/*",
    "gcp/fake/*",
    "gcp/lifecycle/answers",
    "gcp/lifecycle/changed-program",
    "gcp/lifecycle/create",
    "gcp/lifecycle/deleted",
    "gcp/lifecycle/deprecated",
    "gcp/lifecycle/faults",
    "gcp/lifecycle/killed",
    "gcp/lifecycle/life",
    "gcp/lifecycle/line",
    "gcp/lifecycle/refused",
    "gcp/lifecycle/role",
    "host/connection/ahead",
    "host/connection/interrupted",
    "host/connection/lost",
    "host/connection/plugin-end",
    "host/connection/refused",
    "host/connection/script",
    "host/connection/servers",
    "host/connection/ssh",
    "host/lifecycle/*",
    "host/local/*",
    "host/remote/managers/marked-tap",
    "host/remote/managers/supervisor/bsd",
    "host/remote/scripts/creation",
    "host/remote/scripts/handover",
    "host/remote/scripts/secrets",
    "host/remote/managers/supervisor/bsd-claim",
    "host/remote/managers/supervisor/bsd-ports",
    "host/remote/network/bsd*",
    "host/remote/volume/bsd",
    "host/remote/volume/interrupted",
    "host/remote/volume/local",
    "process/guard",
    "process/interrupted",
    "process/run",
    "sdk/fleet-*",
].map((name) => `unit/${name}.test.ts`);

const asPattern = (glob) => `<rootDir>/tests/${glob.replaceAll(".", "\\.").replaceAll("*", "[^/]*")}$`;

export default {
    projects: [
        project("unit", ["unit/**/*.test.ts"], { testPathIgnorePatterns: system.map(asPattern) }),
        project("system", system),
        project("contract", ["contract/**/*.test.ts"]),
        project("unikernel", ["unikernel/**/*.test.ts"]),
        ...(labRefusal() === undefined ? [project("lab", ["lab/*.test.ts"])] : []),
        ...(vmLabRefusal() === undefined
            ? vmKinds.map((kind) => project(`lab-${kind}`, [`lab/${kind}/*.test.ts`]))
            : []),
        project("e2e", ["e2e/**/*.test.ts"]),
    ],
    testTimeout: 240_000,
};
