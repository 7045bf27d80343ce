import { expect, test } from "@jest/globals";
import {
    indexWith,
    newIndex,
    packageWith,
    rootIndexWith,
    tsconfigWith,
} from "../../../tools/sdkgen/overlay-texts.mjs";

const fleet = { module: "gcp", name: "Fleet", file: "fleet", types: ["FleetArgs"], peer: "@pulumi/gcp" };

test("a module that is generated exports what is written by hand as well, and loads it as late as the rest", () => {
    const generated = `import * as pulumi from "@pulumi/pulumi";
import * as utilities from "../utilities";

// Export members:
export { ImageArgs } from "./image";
`;
    expect(indexWith(generated, fleet)).toBe(`import * as pulumi from "@pulumi/pulumi";
import * as utilities from "../utilities";
import { withPeer } from "../peer";

// Export members:
export type { FleetArgs } from "./fleet";
export type Fleet = import("./fleet").Fleet;
export const Fleet: typeof import("./fleet").Fleet = null as any;
utilities.lazyLoad(exports, ["Fleet"], () =>
    withPeer("unikernel.gcp.Fleet", "@pulumi/gcp", () => require("./fleet")));

export { ImageArgs } from "./image";
`);
});

test("a module of which nothing is generated is one of the package's all the same", () => {
    expect(indexWith(newIndex(), fleet)).toContain("export type Fleet =");
    const root = `// Export sub-modules:
import * as config from "./config";

export {
    config,
    host,
};
`;
    expect(rootIndexWith(root, "aws")).toBe(`// Export sub-modules:
import * as aws from "./aws";
import * as config from "./config";

export {
    aws,
    config,
    host,
};
`);
});

test("what is written by hand is compiled, and what was compiled before is not", () => {
    const files = ["peer.ts", "aws/fleet.ts", "bin/index.d.ts", "node_modules/a/index.ts", "README.md"];
    expect(tsconfigWith('{ "files": ["index.ts"] }', files)).toBe(`{ "files": [
        "aws/fleet.ts",
        "peer.ts"
    ] }`);
});

test("the packages that fleets are made of are peers that nobody has to install", () => {
    const card = JSON.stringify({ name: "x", dependencies: { a: "1" } });
    expect(JSON.parse(packageWith(card, { "@pulumi/aws": "^7.0.0" }))).toEqual({
        name: "x",
        dependencies: { a: "1" },
        peerDependencies: { "@pulumi/aws": "^7.0.0" },
        peerDependenciesMeta: { "@pulumi/aws": { optional: true } },
    });
});
