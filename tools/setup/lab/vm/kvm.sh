# A host for guests of QEMU and of libvirt, for recipe.sh.
packages="libvirt-daemon-system libvirt-clients"

configure() {
    # It ends when nobody has asked it anything for two minutes, as Debian has it, and is not there to be looked at.
    echo 'LIBVIRTD_ARGS=""' >>"$root/etc/default/libvirtd"
}
