import type { Failure } from "../../protocol/errors";
import type { Hypervisor } from "../hypervisors/hypervisor";
import type { InstanceInputs } from "../inputs";

type Inputs = Partial<InstanceInputs>;
type Lacks = NonNullable<Hypervisor["lacks"]>;

/** What a hypervisor cannot do, though others can. */
export function checkLacks({ lacks = {} }: Hypervisor, inputs: Inputs): Failure[] {
    return [
        ...(inputs.restartLimit === undefined ? [] : failures("restartLimit", lacks.restartLimit)),
        ...(inputs.replacement === "l2" ? failures("replacement", lacks.handover) : []),
        ...checkVolumes(lacks, inputs),
        ...checkArguments(lacks, inputs),
    ];
}

function checkVolumes({ sectorSize: sectors, paths }: Lacks, { volumes = {} }: Inputs): Failure[] {
    return Object.entries(volumes).flatMap(([device, { path = "", sectorSize = 512 }]) => [
        ...(sectorSize === 512 ? [] : failures(`volumes.${device}.sectorSize`, sectors)),
        ...(paths?.pattern.test(path) ? failures(`volumes.${device}.path`, paths.reason) : []),
    ]);
}

function checkArguments({ arguments: those }: Lacks, { args = [] }: Inputs): Failure[] {
    return args.flatMap((argument, index) =>
        those?.pattern.test(argument) ? failures(`args[${index}]`, those.reason) : [],
    );
}

const failures = (property: string, reason: string | undefined): Failure[] =>
    reason === undefined ? [] : [{ property, reason }];
