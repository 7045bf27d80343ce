import type { Starter } from "./index";

/**
 * Links in the folders of the run levels, made by Debian's update-rc.d or Red Hat's chkconfig. Only once a script has gone does
 * update-rc.d number the others as they were. It numbers all of them, and takes no lock: one at a time may have it.
 */
export const sysv: Starter = {
    name: "sysv",
    shell: `
sysv_here() {
    [ -e /etc/inittab ] && [ -d /etc/init.d ] && { command -v update-rc.d >/dev/null || command -v chkconfig >/dev/null; }
}
sysv_file() { printf '/etc/init.d/unikernel-%s' "$1"; }
sysv_text() {
    cat <<END
#!/bin/sh
$2
# chkconfig: 2345 90 10
# description: unikernel $1
### BEGIN INIT INFO
# Provides:          unikernel-$1
# Required-Start:    \\$remote_fs \\$network
# Required-Stop:     \\$remote_fs \\$network
# Default-Start:     2 3 4 5
# Default-Stop:      0 1 6
# Short-Description: unikernel $1
### END INIT INFO
exec sh $3 "\\$@"
END
}
sysv_is_enabled() {
    ls /etc/rc[2-5].d/S[0-9][0-9]"unikernel-$1" /etc/rc.d/rc[2-5].d/S[0-9][0-9]"unikernel-$1" 2>/dev/null | grep -q .
}
sysv_enable() {
    take_turn /etc/init.d
    if command -v update-rc.d >/dev/null; then
        update-rc.d "unikernel-$1" defaults >/dev/null
        update-rc.d "unikernel-$1" enable >/dev/null
    else
        chkconfig --add "unikernel-$1"
    fi
    end_turn /etc/init.d
}
sysv_started() { :; }
sysv_disable() { command -v update-rc.d >/dev/null || ! command -v chkconfig >/dev/null || chkconfig --del "unikernel-$1"; }
sysv_forget() {
    if [ -e "$(sysv_file "$1")" ] || ! sysv_is_enabled "$1" || ! command -v update-rc.d >/dev/null; then return 0; fi
    take_turn /etc/init.d
    update-rc.d "unikernel-$1" remove >/dev/null
    end_turn /etc/init.d
}
`,
};
