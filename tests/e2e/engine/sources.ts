import { createServer } from "node:net";
import type { Project } from "./project";

/**
 * A `unix` unikernel small enough to be built in a tenth of a second: it greets every HTTP request. It shares its port,
 * so that its successor can serve before it ends.
 */
export async function writeServer(project: Project, folder: string, greeting: string): Promise<void> {
    await project.write(`${folder}/greeting.h`, `#define GREETING ${JSON.stringify(greeting)}\n`);
    await project.write(`${folder}/server.c`, server);
}

/** The Image of `writeServer`'s folder, as the program writes it. */
export const serverImage = (name: string, folder: string, more = ""): string =>
    `new unikernel.Image("${name}", { source: "./${folder}", target: "unix", toolchain: "command",
        command: { argv: ["cc", "-O1", "-o", "server", "server.c"], output: "server" }, ${more} })`;

/** A port that nobody listens on now. */
export function freePort(): Promise<number> {
    return new Promise((resolve, reject) => {
        const probe = createServer();
        probe.on("error", reject);
        probe.listen(0, "127.0.0.1", () => {
            const address = probe.address();
            probe.close(() => {
                if (address !== null && typeof address === "object") resolve(address.port);
                else reject(new Error("no port"));
            });
        });
    });
}

const server = `#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "greeting.h"

int main(int argc, char **argv) {
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(argc > 1 ? atoi(argv[1]) : 0)};
    int on = 1, listener = socket(AF_INET, SOCK_STREAM, 0);
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    signal(SIGPIPE, SIG_IGN);
    setsockopt(listener, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&at, sizeof at) || listen(listener, 64)) { perror("listen"); return 3; }
    printf("serving: %s\\n", GREETING);
    fflush(stdout);
    for (;;) {
        char request[1024], answer[1024];
        int peer = accept(listener, 0, 0);
        if (peer < 0) continue;
        if (read(peer, request, sizeof request) > 0) {
            int length = snprintf(answer, sizeof answer,
                "HTTP/1.1 200 OK\\r\\nContent-Length: %zu\\r\\nConnection: close\\r\\n\\r\\n%s", strlen(GREETING), GREETING);
            if (write(peer, answer, length) < 0) perror("write");
        }
        close(peer);
    }
}
`;
