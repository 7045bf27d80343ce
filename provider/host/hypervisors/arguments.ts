/**
 * A unikernel gets one line of text and splits it at spaces, as a shell would. So an argument with a space needs quotes
 * within; one that has quotes or backslashes of its own is taken as already written for that.
 */
export function guestArguments(args: readonly string[]): string[] {
    return args.map((argument) => {
        if (argument !== "" && !/\s/.test(argument)) return argument;
        if (/["'\\]/.test(argument)) return argument;
        const [, option = "", value = argument] = /^(--?[^\s=]+=)(.*)$/s.exec(argument) ?? [];
        return `${option}"${value}"`;
    });
}
