import type { Progress } from "../../protocol/resource";

interface Report {
    readonly onSent: (bytes: number, total: number) => void;
    readonly onStage: (stage: string) => void;
}

/** One status line for all regions: `eu-west-1 12.5 of 17.0 MiB, us-east-1 registering the image`. */
export function uploadProgress(progress: Progress): (region: string) => Report {
    const stages = new Map<string, string>();
    const tell = (region: string, stage: string): void => {
        stages.set(region, stage);
        progress.status([...stages].map(([name, text]) => `${name} ${text}`).join(", "));
    };
    return (region) => {
        let sent = 0;
        return {
            onSent: (bytes, total) => {
                sent += bytes;
                tell(region, `${mebibytes(sent)} of ${mebibytes(total)} MiB`);
            },
            onStage: (stage) => {
                tell(region, stage);
            },
        };
    };
}

export const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);
