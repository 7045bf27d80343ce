import { keepRecent } from "./recent";

/** Lines kept up to a limit: from the beginning and, when they are too many, from the end. */
export interface Transcript {
    add(line: string): void;
    text(): string;
}

const halfBytes = 1024 * 1024;

export function keepTranscript(half = halfBytes): Transcript {
    const sizeOf = (line: string): number => line.length + 1;
    const beginning: string[] = [];
    const end = keepRecent(half, sizeOf);
    let room = half;

    return {
        add(line) {
            room -= sizeOf(line);
            if (room >= 0) beginning.push(line);
            else end.add(line);
        },
        text() {
            const left = end.dropped();
            const gap = left > 0 ? [leftOut(left)] : [];
            return [...beginning, ...gap, ...end.items()].join("\n");
        },
    };
}

export function leftOut(lines: number): string {
    return `[… ${lines} lines left out …]`;
}
