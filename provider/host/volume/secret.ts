import type { SecretVolume, VolumeAttachment } from "./attachment";

/** What a device holds that is filled from a secret: whole sectors. */
export function secretBytes({ secret, sectorSize = 512 }: VolumeAttachment): Buffer | undefined {
    if (secret === undefined) return undefined;
    const held = heldBy(secret);
    const sectors = Math.max(1, Math.ceil(held.length / sectorSize));
    return Buffer.concat([held], sectors * sectorSize);
}

function heldBy({ content = "", base64 }: SecretVolume): Buffer {
    return base64 === undefined ? Buffer.from(content) : Buffer.from(base64, "base64");
}

/** Those of an instance, by the device's name, each with the name of the file that it is kept in. */
export function secretsIn(
    volumes: Readonly<Record<string, VolumeAttachment>> = {},
): { readonly device: string; readonly file: string; readonly bytes: Buffer }[] {
    return Object.entries(volumes).flatMap(([device, volume]) => {
        const bytes = secretBytes(volume);
        return bytes === undefined ? [] : [{ device, file: secretFile(device), bytes }];
    });
}

/** In the instance's own folder. */
export const secretFile = (device: string): string => `volume-${device}`;
