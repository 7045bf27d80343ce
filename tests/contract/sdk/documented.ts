import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Example {
    /** The token of the resource or function whose documentation has it. */
    readonly token: string;
    readonly title: string;
    readonly program: string;
}

interface Documented {
    readonly description: string;
}

const pattern = /### (.+)\n\n```typescript\n([^]*?)\n```/g;

/** The TypeScript examples in the schema's documentation. */
export function documentedExamples(): Example[] {
    const schema = JSON.parse(readFileSync(join(process.cwd(), "sdk", "schema.json"), "utf8")) as {
        readonly resources: Readonly<Record<string, Documented>>;
        readonly functions: Readonly<Record<string, Documented>>;
    };
    return Object.entries({ ...schema.resources, ...schema.functions }).flatMap(([token, { description }]) =>
        [...description.matchAll(pattern)].map(([, title = "", program = ""]) => ({ token, title, program })),
    );
}

const snippet = /```ts\n([^]*?)\n```/g;

/** What a page speaks of that is somewhere else in a reader's program. */
const elsewhere: Readonly<Record<string, string>> = {
    web: "unikernel.Image",
    kv: "unikernel.Image",
    host: "{ ssh: { host: string } }",
    network: "unikernel.host.Network",
    config: 'import("@pulumi/pulumi").Config',
    ami: "unikernel.aws.Ami",
    fleet: "unikernel.aws.Fleet",
    vpcId: "string",
    subnetIds: "string[]",
};

/** The TypeScript in a page, each piece with the beginning that makes it a program. */
export function documentedPrograms(page: string): string[] {
    const text = readFileSync(join(process.cwd(), page), "utf8");
    return [...text.matchAll(snippet)].map(([, piece = ""]) => {
        const missing = Object.entries(elsewhere).filter(([name]) => !piece.includes(`const ${name} =`));
        const declared = missing.map(([name, type]) => `declare const ${name}: ${type};`);
        const imported = 'import * as unikernel from "pulumi-unikernel";';
        return [...(piece.includes(imported) ? [] : [imported]), piece, ...declared].join("\n");
    });
}
