import type { Failure } from "../../protocol/errors";
import type { InstanceInputs } from "../inputs";

type Inputs = Partial<Pick<InstanceInputs, "args" | "allowSecretArguments">>;

/** Arguments show in the process list, to every user of the machine. */
export function checkArguments(
    { args = [], allowSecretArguments = false }: Inputs,
    redact: (text: string) => string,
): Failure[] {
    if (allowSecretArguments) return [];
    return args.flatMap((argument, index) =>
        redact(argument) === argument ? [] : [{ property: `args[${index}]`, reason: shown }],
    );
}

const shown =
    "it is secret, but every user of the host can see arguments in its process list; give it on a volume, " +
    "`volumes: { NAME: { secret: { content: … } } }`, or set `allowSecretArguments: true`";
