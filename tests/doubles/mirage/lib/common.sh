# What all the doubles share. `home` is where the toolbox was installed; see install.ts.

tool=${0##*/}
printf '%s\n' "$tool $*" >>"$home/calls"

# A test asks for a behaviour by making a file of its name, which may hold a word.
scenario() { [ -e "$home/scenario/$1" ]; }
scenario_word() { cat "$home/scenario/$1"; }

# The recorded words of a run, with this folder in the place of the recorded one.
said() { sed "s|\(^\|[^a-z]\)/src/[a-z0-9]*|\1$PWD|g" "$home/said/$1"; }

# cmdliner colours what it says unless the environment forbids it.
uncoloured() {
    if [ -n "${NO_COLOR:-}" ] || [ "${TERM:-}" = dumb ]; then
        sed "s/$(printf '\033')\[[0-9;]*m//g"
    else
        cat
    fi
}
