/** What systemd does for instances. That of `www` is `unikernel-www.service`. */
export const systemdShell = `
facts='--property=LoadState,ActiveState,UnitFileState,NRestarts,StartLimitBurst,ExecMainCode,ExecMainStatus
    --property=ExecMainStartTimestampMonotonic,ExecMainExitTimestampMonotonic,InactiveEnterTimestampMonotonic'
systemd_available() { [ -d /run/systemd/system ] || refuse systemd; }
# Where files may be that add to a unit, besides that of \`systemctl edit\`: those of \`systemctl set-property\`, and all for the time being.
systemd_additions() {
    for place in /etc/systemd/system /etc/systemd/system.control /run/systemd/system /run/systemd/system.control; do
        printf '%s\\n' "$place/unikernel-$1.service.d"
    done
}
systemd_file() { printf '/etc/systemd/system/unikernel-%s.service' "$1"; }
systemd_foreign() {
    file=$(systemd_file "$1")
    [ ! -e "$file" ] || mine "$file" || printf '%s' "$file"
}
systemd_define() {
    file=$(systemd_file "$1")
    (umask 077 && cat "$2" >"$file.new")
    mv -f "$file.new" "$file"
    rm -rf $(systemd_additions "$1")
    # This reloads systemd, too.
    [ -n "\${late:-}" ] || { systemctl enable --quiet "unikernel-$1"; return; }
    systemctl enable --quiet --no-reload "unikernel-$1" &
    enabling=$!
}
# A unit that systemd does not have yet it reads when it is started. What that belongs to it learns when it is reloaded, and forgets a unit that
# ends well before. Nobody waits for that: it comes after this script at the worst, or with the next reload or boot.
systemd_start() {
    found=$(systemctl show "unikernel-$1" --property=ActiveState,NeedDaemonReload)
    [ -z "\${enabling:-}" ] || wait "$enabling"
    case $found in *NeedDaemonReload=yes*) systemctl daemon-reload ;; esac
    case $found in *ActiveState=failed*) systemctl reset-failed "unikernel-$1" ;; esac
    forgettable=\${late:-}
    systemctl start "unikernel-$1" 2>/dev/null || forgettable=
    [ -n "\${late:-}" ] || return 0
    started_unit=$1
    when_started=$(systemctl show "unikernel-$1" $facts --property=MainPID,ControlGroup)
    started_process=$(systemd_then MainPID)
    its_processes=/sys/fs/cgroup$(systemd_then ControlGroup)/cgroup.procs
    (trap '' HUP; systemctl daemon-reload) >/dev/null 2>&1 &
}
# While systemd is being reloaded it answers nobody. What it said of a unit that it had just started holds for as long as that process is there.
systemd_holds() {
    [ "\${started_unit:-}" = "$1" ] || return 1
    case $when_started in *ActiveState=active*) ;; *) return 1 ;; esac
    grep -q -x -e "$started_process" "$its_processes" 2>/dev/null
}
systemd_then() { systemd_in "$when_started" "$1"; }
systemd_in() { printf '%s\\n' "$1" | sed -n "s/^$2=//p"; }
systemd_stop() {
    systemctl stop "unikernel-$1" 2>/dev/null || :
    systemctl reset-failed "unikernel-$1" 2>/dev/null || :
}
systemd_property() { systemctl show "unikernel-$1" --property="$2" --value; }
systemd_activity() {
    ! systemd_holds "$1" || { echo running; return; }
    case $(systemd_property "$1" ActiveState) in
    active | reloading) echo running ;;
    activating | deactivating) echo changing ;;
    *) echo ended ;;
    esac
}
systemd_show() {
    ! systemd_holds "$1" || { printf '%s\\n' "$when_started"; return; }
    shown=$(systemctl show "unikernel-$1" $facts)
    printf '%s\\n' "$shown"
    case \${forgettable:-}$shown in yes*ExecMainStartTimestampMonotonic=0*) printf '%s\\n' ExecMainCode=1 ExecMainStatus=0 ;; esac
}
systemd_text() {
    file=$(systemd_file "$1")
    cat "$file" 2>/dev/null || :
    for place in $(systemd_additions "$1"); do
        for addition in "$place"/*.conf; do
            [ ! -e "$addition" ] || { printf '# %s\\n' "$addition"; cat "$addition"; }
        done
    done
}
systemd_console() {
    journalctl "_SYSTEMD_UNIT=unikernel-$1.service" --lines="$2" --output=cat --no-pager 2>/dev/null || :
}
# Of one that has ended at once the journal may not know any more which start it was, but its unit and when.
systemd_output() {
    of_start=$(systemctl show "unikernel-$1" --property=InvocationID,ActiveState,ExecMainStartTimestamp)
    journalctl "_SYSTEMD_INVOCATION_ID=$(systemd_in "$of_start" InvocationID)" --output=cat --no-pager 2>/dev/null || :
    case $of_start in *ActiveState=inactive* | *ActiveState=failed*) ;; *) return 0 ;; esac
    start=$(systemd_in "$of_start" ExecMainStartTimestamp | cut -d' ' -f2,3)
    journalctl "_SYSTEMD_UNIT=unikernel-$1.service" --since="$start" --output=cat --no-pager 2>/dev/null || :
}
systemd_started() {
    ! systemd_holds "$1" || { systemd_then ExecMainStartTimestampMonotonic; return; }
    systemd_property "$1" ExecMainStartTimestampMonotonic
}
systemd_undefine() {
    file=$(systemd_file "$1")
    ! mine "$file.new" || rm -f "$file.new"
    mine "$file" || return 0
    if [ ! -d /run/systemd/system ]; then
        # The host was given another init since: nothing of it runs, and that it was enabled is but a link.
        rm -rf "$file" $(systemd_additions "$1") "\${file%/*}"/*.wants/"unikernel-$1.service"
        return 0
    fi
    systemctl stop "unikernel-$1" 2>/dev/null || :
    systemctl disable --quiet --no-reload "unikernel-$1" 2>/dev/null || :
    rm -rf "$file" $(systemd_additions "$1")
    systemctl daemon-reload
    systemctl reset-failed "unikernel-$1" 2>/dev/null || :
}
`;
