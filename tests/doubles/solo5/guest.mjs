// What the guest prints is a MirageOS unikernel's, and so are its exit statuses.
const banner = String.raw`            |      ___|
  __|  _ \  |  _ \ __ \
\__ \ (   | | (   |  ) |
____/\___/ _|\___/____/
Solo5: Bindings version v0.12.1`;

function say(line) {
    process.stdout.write(`${line}\n`);
}

function exit(status) {
    say(`Solo5: solo5_exit(${status}) called`);
    process.exit(status);
}

/** The guest gets one line of text and takes it apart: quotes keep words together, a backslash one character. */
function words(line) {
    const found = line.match(/(?:"[^"]*"|\\.|[^\s"\\])+/g) ?? [];
    return found.map((word) => word.replace(/"([^"]*)"/g, "$1").replace(/\\(.)/g, "$1"));
}

const leastMiB = 8;

export function runGuest({ memoryMiB, args }) {
    say(banner);
    say(`Solo5: Memory map: ${memoryMiB} MB addressable:`);
    say("Solo5:   reserved @ (0x0 - 0xfffff)");
    if (memoryMiB < leastMiB) {
        say(
            "Fatal error: Not enough heap memory to reserve minor heaps\nAborted\nSolo5: solo5_abort() called",
        );
        process.exit(255);
    }
    for (const word of words(args.join(" "))) {
        const [, name, value = ""] = /^(?:--([a-z0-9-]+)(?:=(.*))?)$/s.exec(word) ?? [];
        switch (name) {
            case "hello":
                say(`[INFO] [application] ${value}`);
                break;
            case "ipv4":
            case "ipv4-gateway":
                say(`[INFO] [tcpip] ${name} ${value}`);
                break;
            case "exit":
                exit(Number(value));
                break;
            case "help":
                say("NAME\n       hello");
                exit(63);
                break;
            case "raise":
                say('Fatal error: exception Failure("boom")');
                exit(2);
                break;
            case undefined:
                say(`hello: too many arguments, don't know what to do with '${word}'`);
                exit(64);
                break;
            default:
                say(`Usage: hello [--help] [OPTION]…\nhello: unknown option '--${name}'.`);
                exit(64);
        }
    }
    say("[INFO] [application] ready");
    setInterval(() => undefined, 1 << 30);
}
