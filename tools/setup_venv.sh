#!/usr/bin/env bash
# Make .venv ready for use; does nothing when it already is.
#
#   tools/setup_venv.sh [requirements.txt | requirements-dev.txt]
#
# PYTHON=/path/to/python3.12 picks the interpreter. Where Python comes without venv (bare Debian),
# Debian's package is installed when that is allowed, else the exact command is printed.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." >/dev/null
wanted=${1:-requirements.txt}
venv=.venv
usual_names="python3.13 python3.12 python3.11 python3 python"

say() { printf '%s\n' "$@" >&2; }
die() { say "$@"; exit 1; }
new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
makes_venvs() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }
minor() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null; }

# A Python that can make a venv; failing that, one that is at least new enough.
find_python() {
    local candidate found="" names="${PYTHON:-$usual_names}"
    for candidate in $names; do
        new_enough "$candidate" || continue
        if makes_venvs "$candidate"; then printf '%s' "$candidate"; return; fi
        found=${found:-$candidate}
    done
    printf '%s' "$found"
}

apt_install() {
    local sudo="" limits="-o Acquire::http::Timeout=20 -o Acquire::https::Timeout=20 -o DPkg::Lock::Timeout=60"
    command -v apt-get >/dev/null || return 1
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null && sudo -n true 2>/dev/null || return 1
        sudo="sudo -n"
    fi
    say "Installing Debian's $* ..."
    # shellcheck disable=SC2086  # word splitting is meant
    $sudo timeout 120 apt-get -qq $limits update >/dev/null &&
        $sudo env DEBIAN_FRONTEND=noninteractive timeout 600 \
            apt-get -qq $limits install -y --no-install-recommends "$@" >/dev/null
}

make_venv() {
    local python version
    python=$(find_python)
    if [ -z "$python" ]; then
        die "Refund Guide needs Python 3.11 or newer, and found none. Tried: ${PYTHON:-$usual_names}." \
            "Install it (Debian 12 and later: sudo apt-get install python3 python3-venv)," \
            "or say where it is: PYTHON=/path/to/python3.12"
    fi
    version=$(minor "$python")
    if ! makes_venvs "$python"; then
        say "Python $version is here without its venv module."
        apt_install "python$version-venv" && makes_venvs "$python" ||
            die "Please run this, then try again:" \
                "    sudo apt-get update && sudo apt-get install -y python$version-venv"
    fi
    say "Making $venv with Python $version ..."
    rm -rf "$venv"
    "$python" -m venv "$venv"
}

usable() {
    "$venv/bin/python" -c 'import pip' >/dev/null 2>&1 && new_enough "$venv/bin/python" || return 1
    [ -z "${PYTHON:-}" ] || [ "$(minor "$PYTHON")" = "$(minor "$venv/bin/python")" ]
}

fingerprint() { # of one requirements file and what it includes
    if [ "$1" = requirements.txt ]; then cksum <requirements.txt; else cat requirements.txt "$1" | cksum; fi
}

[ -f "$wanted" ] || die "No such file: $wanted"
# Two first starts at once would spoil each other: the second waits (where flock exists).
if command -v flock >/dev/null; then exec 9<tools/setup_venv.sh; flock 9; fi

usable || make_venv
stamp=$venv/.installed-$(basename "$wanted")
if [ "$(cat "$stamp" 2>/dev/null)" != "$(fingerprint "$wanted")" ]; then
    say "Installing $wanted into $venv (the first time takes a minute or two) ..."
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-warn-script-location -r "$wanted" ||
        die "The packages in $wanted could not be installed; pip says why above." \
            "Behind a proxy or a mirror, pip's own settings (HTTPS_PROXY, PIP_INDEX_URL) are used."
    fingerprint requirements.txt >"$venv/.installed-requirements.txt" # every other file includes this one
    fingerprint "$wanted" >"$stamp"
fi
