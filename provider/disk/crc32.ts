import * as zlib from "node:zlib";
import { crcBy, type Crc } from "../crc";

/** Node's own, which came with 20.15. */
const native = (zlib as Partial<typeof zlib>).crc32;

export const ownCrc32 = crcBy(0xedb88320);

/** The CRC-32 of Ethernet, zip and gzip, which GPT uses too. */
export const crc32: Crc = native ?? ownCrc32;
