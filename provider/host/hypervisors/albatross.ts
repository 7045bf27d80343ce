import { abortedStatus, guestMeanings, lastStatus } from "./guest-status";
import type { Exit, ExitMeaning, Hypervisor } from "./hypervisor";

/** Solo5's tenders, run by albatross, where the program asks for it. */
export const albatross: Hypervisor = {
    name: "albatross",
    targets: ["hvt", "spt"],
    attaches: { networks: ["bridge"], volumes: false, readOnlyVolumes: false, qcow2Volumes: false },
    maximumCpus: 1,
    memory: { defaultMiB: 64, minimumMiB: 2 },
    tool: () => ({
        executable: "albatross-client",
        install:
            "`opam install albatross`, with its daemons running and the tenders where they look for them",
    }),
    accelerated: false,
    manager: "albatross",
    lacks: {
        restartLimit:
            'albatross starts a unikernel again as often as it ends: leave `restartLimit` out, or set `restart` to "no"',
        handover:
            "albatross puts a unikernel on its bridge as soon as it starts: leave it out, or give `stop-first`",
        volumes: "albatross attaches block devices of its own alone: leave `hypervisor` out",
        arguments: { pattern: /\n/, reason: "albatross takes no argument with a line break" },
    },
    exitRules: () => ({
        success: [],
        permanent: [],
        verdicts: [{ status: albatrossEndings.ended, sed: `${abortedStatus};${lastStatus}` }],
    }),
    explain,
};

/** albatross does not say how a unikernel has ended: what the console says last tells. */
export const albatrossEndings = { refused: 1, ended: 3 } as const;

function explain({ status, verdict }: Exit): ExitMeaning {
    const unknown = status === albatrossEndings.refused ? "albatross refused to run it" : "it ended";
    if (verdict === undefined) return { status, reason: unknown };
    return { status: verdict, reason: guestMeanings[verdict] ?? "it reported a failure" };
}
