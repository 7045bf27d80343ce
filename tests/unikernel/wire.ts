import { createSocket } from "node:dgram";
import { once } from "node:events";
import { dhcpAnswer } from "./dhcp";
import type { MachineOptions } from "./machine";

/** One end of a cable, at 10.0.9.1; at the other, 10.0.9.2, is a machine's card, which may ask for its address. */
export interface Wire {
    /** What the machine is started with. */
    readonly options: Pick<MachineOptions, "args" | "card" | "more">;
    /** Puts a segment on the cable: to port 80, from the port that it names. */
    send(segment: Segment): void;
    /** The next segment that comes from the machine for this port of ours. */
    next(port: number): Promise<Segment>;
    close(): void;
}

/** A TCP segment, without what only its two ends' addresses say. */
export interface Segment {
    /** Ours, whoever sends it. */
    readonly port: number;
    readonly flags: readonly Flag[];
    readonly sequence: number;
    readonly acknowledgement?: number;
    readonly data?: string;
}

type Flag = keyof typeof bits;

const bits = { FIN: 1, SYN: 2, RST: 4, PSH: 8, ACK: 16 } as const;

const ourMac = Buffer.from("020000000901", "hex");
const theirMac = Buffer.from("020000000902", "hex");
const ourAddress = Buffer.from([10, 0, 9, 1]);
const theirAddress = Buffer.from([10, 0, 9, 2]);

/** A cable that nothing but the test sends over: the segments of a client that no kernel would play. */
export async function newWire(): Promise<Wire> {
    const socket = createSocket("udp4");
    socket.bind(0, "127.0.0.1");
    await once(socket, "listening");
    const other = createSocket("udp4").bind(0, "127.0.0.1");
    await once(other, "listening");
    const theirs = other.address().port;
    other.close();
    await once(other, "close");
    const put = (frame: Buffer): void => {
        socket.send(frame, theirs, "127.0.0.1");
    };
    const received: Segment[] = [];
    socket.on("message", (frame) => {
        if (isRequestForUs(frame)) put(arpAnswer());
        const lease = dhcpAnswer(frame, { address: theirAddress, gateway: ourAddress });
        if (lease) put(frameOf(17, lease));
        const segment = segmentIn(frame);
        if (segment) received.push(segment);
    });
    return {
        options: {
            args: "--ipv4=10.0.9.2/24 --ipv4-gateway=10.0.9.1",
            card: undefined,
            more: ["-netdev", cable(theirs, socket.address().port), "-device", card],
        },
        send: (segment) => {
            put(frameOf(6, tcpOf(segment)));
        },
        async next(port) {
            for (;;) {
                const index = received.findIndex((segment) => segment.port === port);
                const [segment] = index < 0 ? [] : received.splice(index, 1);
                if (segment) return segment;
                await once(socket, "message");
            }
        },
        close: () => socket.close(),
    };
}

const card = `virtio-net-pci,netdev=wire,mac=${theirMac.toString("hex").replace(/..(?=.)/g, "$&:")}`;

const cable = (local: number, remote: number): string =>
    [
        "dgram,id=wire,local.type=inet,local.host=127.0.0.1",
        `local.port=${local},remote.type=inet,remote.host=127.0.0.1,remote.port=${remote}`,
    ].join(",");

function isRequestForUs(frame: Buffer): boolean {
    return frame.readUInt16BE(12) === 0x0806 && frame.subarray(38, 42).equals(ourAddress);
}

function arpAnswer(): Buffer {
    const kind = Buffer.from("08060001080006040002", "hex");
    return Buffer.concat([theirMac, ourMac, kind, ourMac, ourAddress, theirMac, theirAddress]);
}

function segmentIn(frame: Buffer): Segment | undefined {
    const isTcp = frame.readUInt16BE(12) === 0x0800 && frame.readUInt8(23) === 6;
    if (!isTcp) return undefined;
    const packet = frame.subarray(14, 14 + frame.readUInt16BE(16));
    const tcp = packet.subarray((packet.readUInt8(0) & 15) * 4);
    const flags = tcp.readUInt8(13);
    return {
        port: tcp.readUInt16BE(2),
        flags: (Object.keys(bits) as Flag[]).filter((flag) => flags & bits[flag]),
        sequence: tcp.readUInt32BE(4),
        acknowledgement: tcp.readUInt32BE(8),
        data: tcp.subarray((tcp.readUInt8(12) >> 4) * 4).toString("latin1"),
    };
}

function frameOf(protocol: number, payload: Buffer): Buffer {
    const ip = Buffer.alloc(20);
    ip.writeUInt8(0x45, 0);
    ip.writeUInt16BE(ip.length + payload.length, 2);
    ip.writeUInt8(64, 8);
    ip.writeUInt8(protocol, 9);
    ourAddress.copy(ip, 12);
    theirAddress.copy(ip, 16);
    ip.writeUInt16BE(checksum(ip), 10);
    return Buffer.concat([theirMac, ourMac, Buffer.from("0800", "hex"), ip, payload]);
}

function tcpOf({ port, flags, sequence, acknowledgement = 0, data = "" }: Segment): Buffer {
    const head = Buffer.alloc(20);
    head.writeUInt16BE(port, 0);
    head.writeUInt16BE(80, 2);
    head.writeUInt32BE(sequence, 4);
    head.writeUInt32BE(acknowledgement, 8);
    head.writeUInt8(5 << 4, 12);
    head.writeUInt8(
        flags.reduce((all, flag) => all | bits[flag], 0),
        13,
    );
    head.writeUInt16BE(64_000, 14);
    const tcp = Buffer.concat([head, Buffer.from(data, "latin1")]);
    const pseudo = Buffer.concat([ourAddress, theirAddress, Buffer.from([0, 6, 0, 0])]);
    pseudo.writeUInt16BE(tcp.length, 10);
    tcp.writeUInt16BE(checksum(Buffer.concat([pseudo, tcp])), 16);
    return tcp;
}

/** That of the Internet: the complement of the sum of all words, in ones' complement. */
function checksum(bytes: Buffer): number {
    const even = bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(1)]);
    let sum = 0;
    for (let index = 0; index < even.length; index += 2) sum += even.readUInt16BE(index);
    while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
    return ~sum & 0xffff;
}
