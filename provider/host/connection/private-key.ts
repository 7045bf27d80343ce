/** Whether the text of a private key is of use only to whoever knows its passphrase. */
export function hasPassphrase(text: string): boolean {
    if (!text.includes("BEGIN OPENSSH PRIVATE KEY")) return text.includes("ENCRYPTED");
    const bytes = Buffer.from(text.replaceAll(/-----[^-]+-----|\s/g, ""), "base64");
    return (
        bytes.subarray(0, magic.length).equals(magic) &&
        !bytes.subarray(magic.length).subarray(0, noCipher.length).equals(noCipher)
    );
}

/** OpenSSH's PROTOCOL.key: a magic word, then the name of a cipher after its length. */
const magic = Buffer.from("openssh-key-v1\0");
const noCipher = Buffer.from("\0\0\0\x04none");
