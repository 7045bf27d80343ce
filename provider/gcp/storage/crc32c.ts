import { crcBy } from "../../crc";

/** CRC-32C (Castagnoli), which Cloud Storage has of every object. */
export const crc32c = crcBy(0x82f63b78);

/** As Cloud Storage writes it: big-endian, in base64. */
export function writtenCrc32c(crc: number): string {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(crc);
    return bytes.toString("base64");
}
