/** One line that a script printed: a word, and the rest. */
export interface Answer {
    readonly word: string;
    readonly rest: string;
}

export function parseAnswers(output: string): Answer[] {
    return output
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => {
            const end = line.indexOf(" ");
            return end < 0
                ? { word: line, rest: "" }
                : { word: line.slice(0, end), rest: line.slice(end + 1) };
        });
}

export function firstOf(answers: readonly Answer[], word: string): string | undefined {
    return answers.find((answer) => answer.word === word)?.rest;
}

export function allOf(answers: readonly Answer[], word: string): string[] {
    return answers.filter((answer) => answer.word === word).map(({ rest }) => rest);
}
