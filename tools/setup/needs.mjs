import { generator } from "./generator.mjs";
import { labLibvirt } from "./lab/libvirt.mjs";
import { labRefusal } from "./lab/refusal.mjs";
import { labRootfs } from "./lab/rootfs.mjs";
import { sysvinitRootfs } from "./lab/sysvinit.mjs";
import { vmImage } from "./lab/vm/image.mjs";
import { nodeModules } from "./node-modules.mjs";
import { cargo, cc, labPrograms, qemu, testPrograms } from "./packages.mjs";
import { plugin } from "./plugin.mjs";
import { pulumi } from "./pulumi.mjs";
import { pythonEnvironment } from "./python.mjs";
import { rustVersion } from "./rust.mjs";
import { sdk } from "./sdk.mjs";
import { systemPackages } from "./system.mjs";
import { tenders } from "./tenders.mjs";

/** @typedef {import("./setup.mjs").Step} Step */

const forUnikernels = [qemu, cargo(rustVersion()), cc];
const withLabs = labRefusal() === undefined;
const forTests = systemPackages([...forUnikernels, ...testPrograms, ...(withLabs ? labPrograms : [])]);

/**
 * Steps that need programs which system packages bring come after those.
 *
 * @param {Step} step
 * @returns {Step}
 */
const withPrograms = (step) => ({ ...step, after: [forTests, ...(step.after ?? [])] });

/** @type {readonly Step[]} */
export const buildNeeds = [nodeModules, plugin, sdk];

/** @type {readonly Step[]} */
export const quickstartNeeds = [systemPackages(forUnikernels), pulumi, ...buildNeeds];

const rootfs = withPrograms(labRootfs);
const tested = withPrograms(pulumi);

const withLibvirt = { ...labLibvirt, after: [forTests, rootfs] };

/** @param {import("./lab/sysvinit.mjs").Starter} starter */
const withoutSystemd = (starter) => ({ ...sysvinitRootfs(starter), after: [forTests, rootfs] });

/** @type {readonly Step[]} */
export const testNeeds = [
    forTests,
    ...buildNeeds,
    tested,
    { ...generator, after: [tested] },
    withPrograms(pythonEnvironment),
    ...(process.platform === "linux" ? [withPrograms(tenders)] : []),
    ...(withLabs ? [rootfs, withLibvirt, withoutSystemd("sysv-rc"), withoutSystemd("openrc")] : []),
];

/** @type {readonly Step[]} */
export const generateNeeds = [nodeModules, pulumi, generator];

/**
 * What the tests of those labs need besides.
 *
 * @param {readonly import("./lab/vm/machine.mjs").VmKind[]} kinds
 * @returns {readonly Step[]}
 */
export const vmLabNeeds = (kinds) => kinds.map((kind) => ({ ...vmImage(kind), after: [forTests, rootfs] }));
