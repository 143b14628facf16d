# What bin/demo and bin/test share: a Python, a virtual environment, the packages of one lock.
# Sourced, not run. Works with the bash 3.2 that macOS ships.

house=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
venv="$house/.venv"
unset PYTHONHOME PYTHONPATH VIRTUAL_ENV

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

# An interpreter that can run this: $PYTHON if set, else the newest one found.
find_python() {
    local name
    for name in ${PYTHON:+"$PYTHON"} python3.14 python3.13 python3.12 python3.11 python3 python; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            command -v "$name"
            return
        fi
    done
    fail "Python 3.11 or newer is missing. Install it (Debian and Ubuntu: apt-get install python3 python3-venv;" \
        "macOS: brew install python), or name yours: PYTHON=/path/to/python3"
}

may_install_for_system() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

install_for_system() {
    DEBIAN_FRONTEND=noninteractive apt-get update -q </dev/null >/dev/null 2>&1 || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" </dev/null >/dev/null 2>&1
}

# Debian keeps half of venv in a package of its own.
need_venv_module() {
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1 && return
    local version
    version=$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    may_install_for_system && install_for_system "python$version-venv" || true
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1 ||
        fail "This Python cannot make virtual environments. Install: apt-get install python$version-venv"
}

make_venv() {
    "$venv/bin/python" -c 'import pip' >/dev/null 2>&1 && return
    local python
    python=$(find_python)
    need_venv_module "$python"
    [ -w "$house" ] || fail "Cannot write in $house, where the virtual environment .venv would be made."
    "$python" -m venv --clear "$venv" >/dev/null || fail "Could not make a virtual environment in $venv"
}

checksum_of() { printf '%s %s' "$1" "$(cksum <"$house/$1")"; }

is_installed() { grep -qxF "$(checksum_of "$1")" "$venv/installed" 2>/dev/null; }

# Install one lock into .venv, unless it is there already. The dev lock holds all of the other.
prepare_packages() {
    make_venv
    is_installed "$1" && return
    local log="$venv/install.log"
    say "Preparing packages from $1: a minute or two, the first time only."
    rm -f "$venv/installed"
    if ! "$venv/bin/python" -m pip install --no-input --no-deps --require-hashes \
        -r "$house/$1" </dev/null >"$log" 2>&1; then
        tail -n 5 "$log" >&2
        fail "Could not install the packages of $1. Is the network there? All that was said: $log"
    fi
    checksum_of requirements.txt >"$venv/installed.new"
    echo >>"$venv/installed.new"
    [ "$1" = requirements.txt ] || { checksum_of "$1" && echo; } >>"$venv/installed.new"
    mv "$venv/installed.new" "$venv/installed"
}
