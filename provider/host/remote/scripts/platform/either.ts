/** Shell that is for Linux, and that for FreeBSD and OpenBSD, each with line breaks around it. */
export const linuxOrBsd = (linux: string, bsd: string): string => `
if [ -d /proc/sys/kernel ]; then${linux}else${bsd}fi
`;
