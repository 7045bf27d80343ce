const formats: readonly (readonly [magic: string, name: string])[] = [
    ["feedface", "a Mach-O file, for macOS"],
    ["feedfacf", "a Mach-O file, for macOS"],
    ["cefaedfe", "a Mach-O file, for macOS"],
    ["cffaedfe", "a Mach-O file, for macOS"],
    ["cafebabe", "a Mach-O file, for macOS"],
    ["4d5a", "a PE file, for Windows or UEFI"],
    ["2321", "a script"],
    ["213c617263683e", "a static library"],
    ["1f8b", "compressed with gzip"],
    ["28b52ffd", "compressed with zstd"],
    ["fd377a585a00", "compressed with xz"],
    ["0061736d", "a WebAssembly module"],
    ["504b0304", "a zip archive"],
];

/** What a file that is no ELF file is, from its first bytes. */
export function foreignFormat(start: Buffer): string {
    if (start.length === 0) return "empty";
    const hex = start.toString("hex");
    const known = formats.find(([magic]) => hex.startsWith(magic));
    return known?.[1] ?? `something that starts with ${describeBytes(start.subarray(0, 8))}`;
}

function describeBytes(bytes: Buffer): string {
    const text = bytes.toString("latin1");
    return /^[\x20-\x7e]+$/.test(text) ? JSON.stringify(text) : `the bytes ${bytes.toString("hex")}`;
}
