/*
 * Stands for a tender and its unikernel, in an appliance: takes a tender's options, opens the TAP device as one does, and
 * answers as the unikernel would, whatever its address: to ARP, and on TCP port 80 to each request with the arguments that it was given.
 * Asks for IPv6 routers, and says when one answers: that comes for a group, not for the card's own address.
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static uint8_t own_mac[6];
static uint8_t in[2048], out[2048];
static char page[1024];

static uint32_t get32(const uint8_t *at) { return (uint32_t)at[0] << 24 | at[1] << 16 | at[2] << 8 | at[3]; }
static void put16(uint8_t *at, uint32_t value) { at[0] = value >> 8, at[1] = value; }
static void put32(uint8_t *at, uint32_t value) { put16(at, value >> 16), put16(at + 2, value); }

static uint32_t sum(const uint8_t *at, int length, uint32_t total) {
    for (int index = 0; index < length; index++) total += index % 2 ? at[index] : at[index] << 8;
    return total;
}

static void put_checksum(uint8_t *at, uint32_t total) {
    while (total >> 16) total = (total & 0xffff) + (total >> 16);
    put16(at, ~total);
}

static int answer_arp(void) {
    if (in[21] != 1) return 0;
    memcpy(out, in + 6, 6), memcpy(out + 6, own_mac, 6), memcpy(out + 12, in + 12, 8);
    put16(out + 20, 2);
    memcpy(out + 22, own_mac, 6), memcpy(out + 28, in + 38, 4), memcpy(out + 32, in + 22, 10);
    return 42;
}

/* Remembers nothing: what it says next follows from what it hears. */
static int answer_tcp(void) {
    const uint8_t *ip = in + 14, *tcp = ip + (ip[0] & 15) * 4;
    int payload = (ip[2] << 8 | ip[3]) - (int)(tcp - ip) - (tcp[12] >> 4) * 4;
    int syn = tcp[13] & 2, fin = tcp[13] & 1;
    if (ip[9] != 6 || (!syn && !fin && payload == 0)) return 0;
    int length = payload > 0 ? strlen(page) : 0;
    uint8_t *reply = out + 14, *segment = reply + 20;
    memset(out, 0, sizeof out);
    memcpy(out, in + 6, 6), memcpy(out + 6, own_mac, 6), put16(out + 12, 0x0800);
    reply[0] = 0x45, reply[8] = 64, reply[9] = 6;
    put16(reply + 2, 40 + length);
    memcpy(reply + 12, ip + 16, 4), memcpy(reply + 16, ip + 12, 4);
    put_checksum(reply + 10, sum(reply, 20, 0));
    memcpy(segment, tcp + 2, 2), memcpy(segment + 2, tcp, 2);
    put32(segment + 4, syn ? 1 : get32(tcp + 8));
    put32(segment + 8, get32(tcp + 4) + payload + !!syn + !!fin);
    segment[12] = 5 << 4, segment[13] = syn ? 0x12 : length ? 0x19 : 0x10;
    put16(segment + 14, 4096);
    memcpy(segment + 20, page, length);
    put_checksum(segment + 16, sum(segment, 20 + length, sum(reply + 12, 8, 6 + 20 + length)));
    return 54 + length;
}

/* A router solicitation (RFC 4861) from nobody yet, to all routers. */
static int ask_for_routers(void) {
    static const uint8_t to[] = {0x33, 0x33, 0, 0, 0, 2}, all_routers[16] = {0xff, 2, [15] = 2};
    uint8_t *ip = out + 14, *message = ip + 40;
    memcpy(out, to, 6), memcpy(out + 6, own_mac, 6), put16(out + 12, 0x86dd);
    ip[0] = 0x60, ip[5] = 8, ip[6] = 58, ip[7] = 255;
    memcpy(ip + 24, all_routers, 16);
    message[0] = 133;
    put_checksum(message + 2, sum(message, 8, sum(ip + 8, 32, 58 + 8)));
    return 62;
}

static int is_from_router(void) { return in[0] == 0x33 && in[20] == 58 && in[54] == 134; }

int main(int argc, char **argv) {
    struct ifreq request = {.ifr_flags = IFF_TAP | IFF_NO_PI};
    int index = 1, tap = open("/dev/net/tun", O_RDWR);
    for (; index < argc && strcmp(argv[index], "--"); index++) {
        if (sscanf(argv[index], "--net:service=%15s", request.ifr_name) == 1) continue;
        sscanf(argv[index], "--net-mac:service=%hhx:%hhx:%hhx:%hhx:%hhx:%hhx", own_mac, own_mac + 1, own_mac + 2, own_mac + 3,
               own_mac + 4, own_mac + 5);
    }
    if (ioctl(tap, TUNSETIFF, &request) || access(argv[index + 1], R_OK)) return perror(request.ifr_name), 1;
    strcpy(page, "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n");
    for (index += 2; index < argc; index++) strcat(strcat(strcat(page, "["), argv[index]), "]");
    puts("ready to serve");
    fflush(stdout);
    if (write(tap, out, ask_for_routers()) < 0) return perror("write"), 1;
    for (;;) {
        if (read(tap, in, sizeof in) < 14) return 1;
        if (in[12] == 0x86 && is_from_router()) puts("heard a router"), fflush(stdout);
        int length = in[12] == 0x86 ? 0 : in[13] == 6 ? answer_arp() : in[13] == 0 ? answer_tcp() : 0;
        if (length && write(tap, out, length) != length) return perror("write"), 1;
    }
}
