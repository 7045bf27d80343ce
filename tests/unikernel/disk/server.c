/* A small server for an appliance to run: answers each request with its arguments, and ends when it is asked for /end. */
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_IGN);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(80)};
    int one = 1, server = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(server, (struct sockaddr *)&address, sizeof address) || listen(server, 16)) return 1;
    puts("ready to serve");
    fflush(stdout);
    for (;;) {
        char request[4096];
        int client = accept(server, NULL, NULL);
        ssize_t length = read(client, request, sizeof request - 1);
        request[length < 0 ? 0 : length] = 0;
        dprintf(client, "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n");
        for (int index = 1; index < argc; index++) dprintf(client, "[%s]", argv[index]);
        close(client);
        if (strstr(request, "GET /end ")) return 3;
    }
}
