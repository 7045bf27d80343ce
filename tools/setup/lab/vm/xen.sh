# A Xen host as an administrator would make one, for recipe.sh.
packages="xen-hypervisor-4.17-amd64 xen-utils-4.17"

configure() {
    gunzip -c "$root"/boot/xen-4.17-amd64.gz >"$made/xen"
    # What guests say is kept, which it is not as Debian has it.
    echo 'XENCONSOLED_ARGS="--log=guest --timestamp=guest"' >>"$root/etc/default/xen"
    mkdir -p "$root/var/log/xen/console"
}
