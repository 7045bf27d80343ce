// Behaves as Solo5's tenders do, from argv to exit status, around a guest that only does what its arguments ask for.
import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { runGuest } from "./guest.mjs";
import { readNotes } from "./notes.mjs";

const [target, ...argv] = process.argv.slice(2);
const tender = `solo5-${target}`;

const usage = `usage: ${tender} [ CORE OPTIONS ] [ -- ] KERNEL [ ARGS ]
KERNEL is the filename of the unikernel to run.
ARGS are optional arguments passed to the unikernel.
Core options:
  [ --mem=512 ] (guest memory in MB)
    --help (display this help)
Compiled-in modules: core net block 
Compiled-in module options:
    --net:NAME=IFACE | @NN (attach tap at IFACE or at fd @NN as network NAME)
  [ --net-mac:NAME=HWADDR ] (set HWADDR for network NAME)
    --block:NAME=PATH (attach block device/file at PATH as block storage NAME)
  [ --block-sector-size:NAME=SECTORSIZE ] (set sector size for block device NAME; must be a power of two greater than or equal 512)
`;

function fail(...lines) {
    for (const line of lines) process.stderr.write(`${tender}: ${line}\n`);
    process.exit(1);
}

function failWithUsage(...lines) {
    for (const line of lines) process.stderr.write(`${tender}: ${line}\n`);
    process.stderr.write(usage);
    process.exit(1);
}

/** Options end at `--` or at the first word that is none: the kernel. What follows it is the guest's. */
function split(words) {
    const end = words.findIndex((word) => word === "--" || !word.startsWith("--"));
    if (end < 0) return { options: words, rest: [] };
    return { options: words.slice(0, end), rest: words.slice(words[end] === "--" ? end + 1 : end) };
}

const { options, rest } = split(argv);
if (options.includes("--help")) {
    process.stdout.write(usage);
    process.exit(1);
}
if (options.includes("--version")) {
    process.stdout.write(`${tender} tender, version v0.12.1\n`);
    process.exit(0);
}
const [kernel, ...guestArguments] = rest;
if (kernel === undefined) failWithUsage("Missing KERNEL operand");

const notes = readKernel(kernel);
const attached = new Map();
const sectorSizes = new Map();
let memoryMiB = 512;

for (const option of options) {
    const [, name, device, value] = /^--([a-z-]+)(?::([^=]*))?=(.*)$/.exec(option) ?? [];
    const accepted = name === "mem" && device === undefined ? setMemory(value) : handle(name, device, value);
    if (!accepted) failWithUsage(`Invalid option: \`${option}'`);
}

function handle(name, device, value) {
    switch (name) {
        case "net":
            return attach(device, "NET_BASIC", value);
        case "block":
            return attach(device, "BLOCK_BASIC", value);
        case "net-mac":
            return isDeclared(device, "NET_BASIC") && /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i.test(value);
        case "block-sector-size":
            return isDeclared(device, "BLOCK_BASIC") && setSectorSize(device, Number(value));
        default:
            return false;
    }
}

function setMemory(value) {
    memoryMiB = Number(value);
    return Number.isInteger(memoryMiB) && memoryMiB > 0;
}

function setSectorSize(device, size) {
    sectorSizes.set(device, size);
    return size >= 512 && Number.isInteger(Math.log2(size));
}

function isDeclared(device, type) {
    const declared = notes.devices.some((each) => each.name === device && each.type === type);
    if (!declared) process.stderr.write(`${tender}: Resource not declared in manifest: '${device}'\n`);
    return declared;
}

function attach(device, type, value) {
    if (!isDeclared(device, type)) return false;
    if (type === "NET_BASIC") requireTap(value);
    attached.set(device, { type, value });
    return true;
}

function requireTap(name) {
    let link;
    try {
        const options = { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] };
        [link] = JSON.parse(execFileSync("ip", ["-json", "-details", "link", "show", "dev", name], options));
    } catch {
        fail(`Could not attach interface: ${name}: No such device`);
    }
    if (link.linkinfo?.info_data?.type !== "tap")
        fail(`Could not attach interface: ${name}: Invalid argument`);
    if (!link.flags.includes("UP")) fail(`Could not attach interface: ${name}: Network is down`);
}

function readKernel(path) {
    let bytes;
    try {
        bytes = readFileSync(path);
    } catch {
        fail(`${path}: Could not open: No such file or directory`);
    }
    const found = readNotes(bytes);
    if (found === undefined) fail(`${path}: No Solo5 manifest found in executable`);
    if (found.target !== target) fail(`${path}: ABI mismatch: the executable is for ${found.target}`);
    return found;
}

for (const { name, type } of notes.devices) {
    if (attached.has(name)) continue;
    const declared = `Device '${name}' of type ${type} declared but not attached.`;
    fail(declared, "All declared devices must be attached. See --help for syntax.");
}
for (const [name, { type, value }] of attached) {
    if (type !== "BLOCK_BASIC") continue;
    const status = statSync(value, { throwIfNoEntry: false });
    if (status === undefined) fail(`Could not open block device: ${value}: No such file or directory`);
    const size = sectorSizes.get(name) ?? 512;
    if (status.size < size || status.size % size !== 0) {
        fail(`${name}: Backing storage size must be block aligned (${size} bytes)`);
    }
}
runGuest({ memoryMiB, args: guestArguments });
