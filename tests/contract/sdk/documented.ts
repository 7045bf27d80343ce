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
