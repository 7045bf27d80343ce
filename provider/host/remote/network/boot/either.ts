/** The body of a script for hosts that systemd runs, and that for all others. */
export const either = (bySystemd: readonly string[], booted: string): string => `
if [ -d /run/systemd/system ]; then
${[":", ...bySystemd].join("\n")}
else${booted}fi
`;
