import { execFileSync } from "node:child_process";
import { expect, test } from "@jest/globals";
import { boot } from "../../../../../../provider/host/remote/managers/supervisor/boot";

const run = (command: string): string =>
    execFileSync("sh", [], { input: `set -eu\n${boot}\n${command}`, encoding: "utf8" });

const owner = "# pulumi-unikernel 0011223344556677 urn:pulumi:dev::shop::unikernel:host:Instance::www";

/** As rc.subr(8), rc.d(8), openrc-run(8), insserv(8) and crontab(5) have it. */
const files: Record<string, readonly [path: string, text: string]> = {
    rc_d: [
        "/usr/local/etc/rc.d/unikernel_www_1",
        `#!/bin/sh
${owner}
# PROVIDE: unikernel_www_1
# REQUIRE: FILESYSTEMS NETWORKING
# KEYWORD: shutdown
. /etc/rc.subr
name=unikernel_www_1
desc="unikernel www.1"
rcvar=\${name}_enable
start_cmd="/bin/sh /srv/service start"
stop_cmd="/bin/sh /srv/service stop"
status_cmd="/bin/sh /srv/service status"
load_rc_config "$name"
: "\${unikernel_www_1_enable:=NO}"
run_rc_command "$1"
`,
    ],
    rcctl: [
        "/etc/rc.d/unikernel_www_1",
        `#!/bin/ksh
${owner}
daemon="/bin/sh /srv/service"
daemon_timeout=120
. /etc/rc.d/rc.subr
rc_reload=NO
rc_start() { /bin/sh /srv/service start; }
rc_check() { /bin/sh /srv/service status; }
rc_stop() { /bin/sh /srv/service stop; }
rc_cmd $1
`,
    ],
    openrc: [
        "/etc/init.d/unikernel-www.1",
        `#!/sbin/openrc-run
${owner}
description="unikernel www.1"
depend() { after localmount net bootmisc firewall; }
start() { ebegin "Starting unikernel www.1"; sh /srv/service start; eend $?; }
stop() { ebegin "Stopping unikernel www.1"; sh /srv/service stop; eend $?; }
`,
    ],
    sysv: [
        "/etc/init.d/unikernel-www.1",
        `#!/bin/sh
${owner}
# chkconfig: 2345 90 10
# description: unikernel www.1
### BEGIN INIT INFO
# Provides:          unikernel-www.1
# Required-Start:    $remote_fs $network
# Required-Stop:     $remote_fs $network
# Default-Start:     2 3 4 5
# Default-Stop:      0 1 6
# Short-Description: unikernel www.1
### END INIT INFO
exec sh /srv/service "$@"
`,
    ],
    cron: [
        "/etc/cron.d/unikernel-www_1",
        `# Written by Pulumi.
${owner}
@reboot root sh /srv/service start
`,
    ],
};

test.each(Object.entries(files))(
    "%s starts an instance by a file of its documented form",
    (name, [path, text]) => {
        expect(run(`${name}_file www.1`)).toBe(path);
        expect(run(`${name}_text www.1 '${owner}' /srv/service`)).toBe(text);
    },
);
