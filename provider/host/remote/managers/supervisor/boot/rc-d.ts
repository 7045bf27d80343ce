import type { Starter } from "./index";

/**
 * FreeBSD, as rc.subr(8) and rc.conf(5) have it. It is enabled in a file of its own, since many at once would get in each other's way
 * in /etc/rc.conf.
 */
export const rcD: Starter = {
    name: "rc_d",
    shell: `
rc_d_here() { [ "$(uname -s)" = FreeBSD ]; }
rc_d_file() { printf '/usr/local/etc/rc.d/%s' "$(rc_name "$1")"; }
rc_d_conf() { printf '/etc/rc.conf.d/%s' "$(rc_name "$1")"; }
rc_d_text() {
    service_name=$(rc_name "$1")
    cat <<END
#!/bin/sh
$2
# PROVIDE: $service_name
# REQUIRE: FILESYSTEMS NETWORKING
# KEYWORD: shutdown
. /etc/rc.subr
name=$service_name
desc="unikernel $1"
rcvar=\\\${name}_enable
start_cmd="/bin/sh $3 start"
stop_cmd="/bin/sh $3 stop"
status_cmd="/bin/sh $3 status"
load_rc_config "\\$name"
: "\\\${\${service_name}_enable:=NO}"
run_rc_command "\\$1"
END
}
rc_d_is_enabled() { service "$(rc_name "$1")" enabled; }
rc_d_enable() {
    mkdir -p /etc/rc.conf.d
    sysrc -q -f "$(rc_d_conf "$1")" "$(rc_name "$1")_enable=YES" >/dev/null
}
rc_d_started() { :; }
rc_d_disable() { rm -f "$(rc_d_conf "$1")"; }
rc_d_forget() { :; }
`,
};
