/** SYSLINUX's data vector with nothing in it: `cleanup_adv` of its libinstaller/setadv.c. */
export const emptyAdv = Buffer.alloc(512);
emptyAdv.writeUInt32LE(0x5a2d2fa5, 0);
emptyAdv.writeUInt32LE(0xa3041767, 4);
emptyAdv.writeUInt32LE(0xdd28bf64, 508);
