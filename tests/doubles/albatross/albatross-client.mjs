// Takes the command line of albatross's client, and answers as it and its daemons do.
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { readNotes } from "./notes.mjs";
import {
    consoleLines,
    keep,
    pathsOf,
    readState,
    sockets,
    unikernels,
    writeState,
} from "./albatross-state.mjs";

const status = { remoteCommandFailed: 117, connectFailed: 122, cliError: 124 };

function end(code, text) {
    (code === 0 ? process.stdout : process.stderr).write(`${text}\n`);
    process.exit(code);
}

const usage = (text) =>
    end(status.cliError, `albatross-client: ${text}\nUsage: albatross-client [COMMAND] …`);

/** Whether each option takes a value, and may be given more than once. */
const common = { socket: "once", tmpdir: "once" };
const commands = {
    create: {
        options: {
            ...common,
            ...{ force: "flag", cpu: "once", mem: "once", arg: "many", block: "many", net: "many" },
            ...{ "compression-level": "once", "restart-on-fail": "flag", "exit-code": "many", help: "once" },
        },
        operands: ["UNIKERNEL-NAME", "IMAGE"],
        run: create,
    },
    destroy: { options: common, operands: ["UNIKERNEL-NAME"], run: destroy },
    info: { options: { ...common, name: "once" }, operands: [], run: info },
    console: {
        options: { ...common, since: "once", count: "once" },
        operands: ["UNIKERNEL-NAME"],
        run: show,
    },
};

function parse(name, words) {
    const { options, operands } = commands[name];
    const given = {};
    const rest = [];
    for (let index = 0; index < words.length; index++) {
        const word = words[index];
        const [, option, value] = /^--([a-z-]+)(?:=(.*))?$/s.exec(word) ?? [];
        if (option === undefined) {
            if (word.startsWith("-")) usage(`unknown option '${word}'.`);
            rest.push(word);
            continue;
        }
        const kind = options[option];
        if (kind === undefined) usage(`unknown option '--${option}'.`);
        if (kind === "flag" && value !== undefined)
            usage(`option '--${option}' is a flag, it cannot take the argument '${value}'`);
        const taken = kind === "flag" ? true : (value ?? words[++index]);
        if (taken === undefined) usage(`option '--${option}' needs an argument`);
        if (kind === "many") (given[option] ??= []).push(taken);
        else if (given[option] === undefined) given[option] = taken;
        else usage(`option '--${option}' cannot be repeated`);
    }
    if (given.help !== undefined)
        end(
            0,
            Object.keys(options)
                .map((option) => `       --${option}`)
                .join("\n"),
        );
    if (rest.length < operands.length) usage(`required argument ${operands[rest.length]} is missing`);
    if (rest.length > operands.length)
        usage(`too many arguments, don't know what to do with '${rest[operands.length]}'`);
    return { given, operands: rest };
}

function connected() {
    if (!existsSync(sockets))
        end(status.connectFailed, `albatross-client: [ERROR] failed to connect to ${sockets}`);
}

function labelOf(name) {
    if (!/^[A-Za-z0-9.][A-Za-z0-9.-]{0,62}$/.test(name))
        usage(`UNIKERNEL-NAME argument: invalid name: ${name}`);
    return name;
}

const shown = (name) => `[unikernel: :${name}]`;
const failed = (name, text) => end(status.remoteCommandFailed, `host ${shown(name)}: command failed ${text}`);

function number(option, text) {
    if (!/^\d+$/.test(text)) usage(`option '--${option}': invalid value '${text}', expected an integer`);
    return Number(text);
}

/** `[name:]bridge[@mac]` */
function netOf(text) {
    const [, name, bridge, mac] =
        /^([^:@]+)(?::([^:@]+))?(?:@([0-9a-f]{2}(?::[0-9a-f]{2}){5}))?$/.exec(text) ?? [];
    if (name === undefined) usage(`option '--net': format is [name:]bridge[@mac]`);
    return { name, bridge: bridge ?? name, mac: mac ?? "00:80:41:00:00:01" };
}

async function create({ given, operands: [operand, image] }) {
    const name = labelOf(operand);
    if (!existsSync(image)) usage(`IMAGE argument: no '${image}' file`);
    const bytes = readFileSync(image);
    const notes = readNotes(bytes);
    const nets = (given.net ?? []).map(netOf);
    const devices =
        notes?.devices.filter(({ type }) => type === "NET_BASIC").map((device) => device.name) ?? [];
    if (notes === undefined) end(status.cliError, "albatross-client: no manifest in the image");
    if (devices.join() !== nets.map((net) => net.name).join())
        end(status.cliError, `albatross-client: specified network devices do not match the manifest`);
    connected();
    if (readState(name) !== undefined) failed(name, "unikernel with same name is already running");
    const missing = nets.find(({ bridge }) => !existsSync(`/sys/class/net/${bridge}/bridge`));
    if (missing) failed(name, `bridge ${missing.bridge} does not exist`);
    writeState(name, {
        ...{ image, target: notes.target, nets, started: new Date().toISOString() },
        ...{
            memory: number("mem", given.mem ?? "32"),
            cpu: number("cpu", given.cpu ?? "0"),
            args: given.arg ?? [],
        },
        restart: given["restart-on-fail"] === true,
        exitCodes: (given["exit-code"] ?? []).map((code) => number("exit-code", code)),
        digest: createHash("sha256").update(bytes).digest("hex"),
    });
    copyFileSync(image, pathsOf(name).image);
    keep(name);
    while (readState(name) !== undefined && readState(name).pid === undefined) await sleep(10);
    end(0, `host ${shown(name)}: success: created unikernel`);
}

async function destroy({ operands: [operand] }) {
    const name = labelOf(operand);
    connected();
    const state = readState(name);
    if (state === undefined) failed(name, "destroy: not found");
    process.kill(state.pid, "SIGTERM");
    while (readState(name) !== undefined) await sleep(10);
    end(0, `host ${shown(name)}: success: ${shown(name)} destroyed unikernel signal SIGTERM (numeric -11)`);
}

/** Where there may be a break it comes after 80 columns at the latest. */
function wrapped(pieces) {
    const lines = [""];
    for (const piece of pieces) {
        const line = lines.at(-1);
        if (line !== "" && line.length + 1 + piece.length >= 80) lines.push(piece);
        else lines[lines.length - 1] = line === "" ? piece : `${line} ${piece}`;
    }
    return lines.join("\n");
}

function info({ given }) {
    connected();
    const found = unikernels().filter((name) => given.name === undefined || name === given.name);
    const each = found.map((name) => {
        const { started, restart, exitCodes, cpu, memory, nets, digest } = readState(name);
        const codes = exitCodes.length > 0 ? exitCodes.join(", ") : "all except 1";
        return [
            `${shown(name)}: typ solo5`,
            `started ${started}`,
            `fail behaviour ${restart ? `restart ${codes}` : "quit"}`,
            "startup at not specified",
            `cpu ${cpu}`,
            `${memory} MB memory`,
            "block devices ",
            `bridge ${nets.map((net) => `${net.name} -> ${net.bridge} (mac ${net.mac})`).join(", ")}`,
            `digest ${digest}`,
        ];
    });
    const [first = ["no unikernels"], ...others] = each;
    end(
        0,
        [
            wrapped([`host ${shown(given.name ?? "")}: ${first[0]}`, ...first.slice(1)]),
            ...others.map(wrapped),
        ].join("\n"),
    );
}

function show({ given, operands: [operand] }) {
    connected();
    const name = labelOf(operand);
    if (!existsSync(pathsOf(name).console)) failed(name, "console not found");
    const all = consoleLines(name);
    const lines =
        given.since === undefined
            ? all.slice(-number("count", given.count ?? "20"))
            : all.filter(({ time }) => time >= new Date(given.since).toISOString());
    for (const { time, text } of lines) process.stdout.write(`console ${time}: ${text.slice(0, 512)}\n`);
    setInterval(() => undefined, 1 << 30);
}

const [command = "", ...words] = process.argv.slice(2);
if (command === "--version") end(0, "version 2.5.0 protocol version 5");
if (!Object.hasOwn(commands, command))
    usage(`unknown command '${command}', must be one of 'console', 'create', 'destroy' or 'info'.`);
await commands[command].run(parse(command, words));
