import { once } from "node:events";
import { startNspawnLab } from "./nspawn";

/* `npm run lab`: a lab to look around in, for as long as this runs. */
async function main(): Promise<void> {
    const lab = await startNspawnLab({ tenders: true });
    const { name, ssh } = lab;
    const key = `.work/lab/nspawn/live/${name},*/keys/user`;
    console.log(`${name} runs until Ctrl-C. To get in:
    ssh -i ${key} -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null ${ssh.user}@${ssh.host}`);
    const alive = setInterval(() => undefined, 2 ** 30);
    await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
    clearInterval(alive);
    await lab.stop();
}

void main();
