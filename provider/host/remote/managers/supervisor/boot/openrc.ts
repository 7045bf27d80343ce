import type { Starter } from "./index";

export const openrc: Starter = {
    name: "openrc",
    shell: `
openrc_here() { [ -d /run/openrc ] && command -v rc-update >/dev/null; }
openrc_file() { printf '/etc/init.d/unikernel-%s' "$1"; }
openrc_text() {
    cat <<END
#!/sbin/openrc-run
$2
description="unikernel $1"
depend() { after localmount net bootmisc firewall; }
start() { ebegin "Starting unikernel $1"; sh $3 start; eend \\$?; }
stop() { ebegin "Stopping unikernel $1"; sh $3 stop; eend \\$?; }
END
}
openrc_is_enabled() { [ -e "/etc/runlevels/default/unikernel-$1" ]; }
openrc_enable() { rc-update --quiet add "unikernel-$1" default; }
openrc_started() { rc-service --quiet --nodeps "unikernel-$1" start; }
openrc_disable() {
    ! openrc_is_enabled "$1" || rc-update --quiet del "unikernel-$1" default
    ! openrc_here || rc-service --quiet "unikernel-$1" zap
}
openrc_forget() { :; }
`,
};
