/** Numbers of DHCP's options. */
const mask = 1;
const router = 3;
const mtu = 26;
const lease = 51;
const kind = 53;
const server = 54;
const end = 255;

const magic = Buffer.from("63825363", "hex");
const bootpSize = 236;
const payloadStart = 14 + 20 + 8;

/** What discovers is offered an address, and what requests gets it. */
const answers: Record<number, number | undefined> = { 1: 2, 3: 5 };

/** As GCE has it: an address without a network, and a gateway elsewhere. */
export interface Lease {
    readonly address: Buffer;
    readonly gateway: Buffer;
}

const serverAddress = [169, 254, 169, 254];

/** The answer to a frame that asks for an address: a UDP datagram from port 67 to 68, without a checksum. */
export function dhcpAnswer(frame: Buffer, { address, gateway }: Lease): Buffer | undefined {
    const request = requestIn(frame);
    const answer = request && answers[kindOf(request)];
    if (!answer) return undefined;
    const head = Buffer.alloc(bootpSize);
    request.copy(head, 0, 0, bootpSize);
    head.writeUInt8(2, 0);
    address.copy(head, 16);
    const options = [
        ...[kind, 1, answer, server, 4, ...serverAddress, lease, 4, 0, 0, 14, 16],
        ...[mask, 4, 255, 255, 255, 255, router, 4, ...gateway, mtu, 2, 5, 180, end],
    ];
    const payload = Buffer.concat([head, magic, Buffer.from(options)]);
    const udp = Buffer.from([0, 67, 0, 68, 0, 0, 0, 0]);
    udp.writeUInt16BE(udp.length + payload.length, 4);
    return Buffer.concat([udp, payload]);
}

function requestIn(frame: Buffer): Buffer | undefined {
    const isUdp = frame.readUInt16BE(12) === 0x0800 && frame.readUInt8(23) === 17;
    return isUdp && frame.readUInt16BE(36) === 67 ? frame.subarray(payloadStart) : undefined;
}

function kindOf(request: Buffer): number {
    const options = request.subarray(bootpSize + magic.length);
    for (let at = 0; options.readUInt8(at) !== end; at += 2 + options.readUInt8(at + 1)) {
        if (options.readUInt8(at) === kind) return options.readUInt8(at + 2);
    }
    throw new Error("a request to DHCP of no kind");
}
