# What xl is asked, and answers, where what is /root/guest neither listens nor ends. The same from the real one and from its double: but
# for numbers of domains and of processes, and times.
log=/var/log/xen/xl-one.log
cat >/root/one.cfg <<END
# a comment
name = "one"
uuid = "11111111-1111-1111-8000-70756c756d69"
type = "pvh"
kernel = "/root/guest"
cmdline = "--hello=\"a\\nb\""
memory = 32
vcpus = 1
on_poweroff = "destroy"
on_reboot = "restart"
on_crash = "restart"
END
asked() {
    echo "\$ $*"
    status=0
    "$@" || status=$?
    echo "= $status"
}
until_log() { timeout 40 sh -c 'until [ "$(grep -c "$1" "$2")" -ge "$3" ]; do sleep 0.1; done' sh "$1" "$log" "$2" 2>/dev/null; }
watcher() { sed -n 's/^Waiting for .* \[pid \([0-9]*\)\]$/\1/p' "$log" | tail -n 1; }
watched() { readlink "/proc/$(watcher)/fd/1"; }
{
    asked xl create /root/one.cfg
    until_log Waiting 1
    asked watched
    asked xl list -v one
    asked xl list one
    asked xl domid one
    asked xl domid none
    asked xl create /root/one.cfg
    asked xl pause one
    asked xl list -v one
    asked xl unpause one
    asked xl trigger one nmi
    until_log Waiting 2
    asked watched
    asked timeout 2 xl shutdown one
    kill "$(watcher)"
    timeout 20 sh -c 'while [ -e "/proc/$1" ]; do sleep 0.1; done' sh "$(watcher)"
    asked xl list -v one
    asked xl destroy one
    asked cat "$log"
    asked xl destroy one
    asked xl unpause one
    asked xl shutdown one
    sed -i 's,^kernel.*,kernel = "/root/nothing",' /root/one.cfg
    asked xl create /root/one.cfg
    asked cat "$log"
    asked xl create /root/none.cfg
    echo 'name = "x' >/root/one.cfg
    asked xl create /root/one.cfg
    asked xl list
} 2>&1 | sed -E -e 's/^(one|Domain-0) +[0-9]+( +[0-9]+ +[0-9]+ +[-a-z]{6} ) +[0-9.]+/\1 N\2T/' \
    -e 's/(omain |domid.?|libxl\/)[0-9]+/\1N/g' -e 's/pid [0-9]+/pid P/' -e 's/^[0-9]+$/N/' -e '/^Domain-0 /d'
rm -f "$log" "$log".[0-9]* /var/log/xen/console/guest-one.log /root/one.cfg
