/**
 * Shell functions for a unit of systemd that leads published ports to an instance when its host boots, as albatross calls nothing of ours
 * then. Where systemd does not run the host there is none.
 */
export const boot = `
albatross_boot_file() { printf '/etc/systemd/system/unikernel-%s.service' "$1"; }
albatross_boot_text() {
    records=$(albatross_records "$1")
    cat <<END
$(cat "$records/owner")
# Written by Pulumi: it leads published ports to a unikernel that albatross runs.
[Unit]
Description=published ports of the unikernel $1
[Service]
Type=oneshot
ExecStart=/bin/sh -c '[ ! -e "\\$\\$0/serving" ] || exec sh "\\$\\$0/publish" "\\$\\$0"' $records
[Install]
WantedBy=multi-user.target
END
}
albatross_boot_is_wanted() { [ -d /run/systemd/system ] && [ -s "$(albatross_records "$1")/ports" ]; }
albatross_boot_is_as_written() {
    [ "$(cat "$(albatross_boot_file "$1")" 2>/dev/null || :)" = "$(albatross_boot_text "$1")" ] &&
        systemctl is-enabled --quiet "unikernel-$1" 2>/dev/null
}
albatross_boot_enable() {
    file=$(albatross_boot_file "$1")
    (umask 077 && albatross_boot_text "$1" >"$file.new")
    mv -f "$file.new" "$file"
    systemctl enable --quiet --no-reload "unikernel-$1" 2>/dev/null
    systemctl daemon-reload
}
albatross_boot_disable() {
    file=$(albatross_boot_file "$1")
    ! mine "$file.new" || rm -f "$file.new"
    mine "$file" || return 0
    systemctl disable --quiet --no-reload "unikernel-$1" 2>/dev/null || :
    rm -f "$file"
    systemctl daemon-reload
}
`;
