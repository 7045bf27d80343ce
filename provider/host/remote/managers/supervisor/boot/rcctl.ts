import { hostRoot } from "../../../place";
import type { Starter } from "./index";

/**
 * OpenBSD, as rc.d(8), rc.subr(8) and rcctl(8) have it. rc.subr needs `daemon`; that it runs is for the service script to say. rcctl
 * writes /etc/rc.conf.local, which only one at a time may.
 */
export const rcctl: Starter = {
    name: "rcctl",
    shell: `
rcctl_here() { [ "$(uname -s)" = OpenBSD ]; }
rcctl_file() { printf '/etc/rc.d/%s' "$(rc_name "$1")"; }
rcctl_text() {
    cat <<END
#!/bin/ksh
$2
daemon="/bin/sh $3"
daemon_timeout=120
. /etc/rc.d/rc.subr
rc_reload=NO
rc_start() { /bin/sh $3 start; }
rc_check() { /bin/sh $3 status; }
rc_stop() { /bin/sh $3 stop; }
rc_cmd \\$1
END
}
rcctl_is_enabled() { rcctl ls on | grep -q -x -F -e "$(rc_name "$1")"; }
rcctl_enable() {
    take_turn '${hostRoot}'
    rcctl enable "$(rc_name "$1")"
    end_turn '${hostRoot}'
}
rcctl_started() { :; }
rcctl_disable() {
    ! rcctl_is_enabled "$1" || {
        take_turn '${hostRoot}'
        rcctl disable "$(rc_name "$1")"
        end_turn '${hostRoot}'
    }
}
rcctl_forget() { :; }
`,
};
