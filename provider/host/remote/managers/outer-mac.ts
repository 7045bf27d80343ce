/**
 * Of a TAP device, on the host. A bridge without an address of its own takes the lowest of its ports, and guests lose it when that
 * port goes. This one is higher than a network card's, and the same for all generations that have one address.
 */
export function outerMac(mac: string): string {
    return `${/^fe/i.test(mac) ? "fa" : "fe"}${mac.slice(2)}`;
}
