#!/bin/sh
# Gives the unikernel some seconds to end by itself, then turns the machine off.

export PATH=/sbin:/bin
echo "appliance: shutting down" >/dev/console
for process in /proc/[0-9]*; do
    case $(readlink "$process/exe") in
    /unikernel/*) kill -TERM "${process##*/}" ;;
    esac
done
for _ in 1 2 3 4 5; do
    running=
    for process in /proc/[0-9]*; do
        case $(readlink "$process/exe") in
        /unikernel/*) running=yes ;;
        esac
    done
    if [ -z "$running" ]; then break; fi
    sleep 1
done
poweroff -f
