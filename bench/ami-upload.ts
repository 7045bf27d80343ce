import { defaultPace } from "../provider/aws/client/pace";
import { loadPackages } from "../provider/aws/client/load";
import { inputsOf, useCredentials, worldOf } from "../tests/unit/aws/world";
import { fullDisk, pieceBytes, tellPeak } from "./upload-peak";

const disk = fullDisk((number) => Buffer.alloc(pieceBytes, 1 + (number % 255)));

async function main(): Promise<void> {
    useCredentials();
    await loadPackages();
    const fake = { url: process.argv[2] ?? "" };
    const { create } = worldOf(fake, { pace: defaultPace, diskOf: () => Promise.resolve(disk) });
    await tellPeak(() => create(inputsOf()));
}

void main();
