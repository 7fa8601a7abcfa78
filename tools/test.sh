#!/usr/bin/env bash
# Everything that must hold: style, types, the knowledge file, all tests including the real browser.
# What you add goes to pytest: tools/test.sh -k clock
#
# REFUND_GUIDE_BROWSER=/path/to/chromium picks the browser, REFUND_GUIDE_BROWSER=none leaves those tests out.
# REFUND_GUIDE_NGINX does the same for the tests of the self-hosting files.
set -uo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." >/dev/null
./tools/setup_venv.sh requirements-dev.txt || exit 1
python=.venv/bin/python
failed=()

step() { # step NAME COMMAND...: run it, remember a failure, go on
    local name=$1
    shift
    printf '\n== %s\n' "$name" >&2
    "$@" || failed+=("$name")
}

step "style (ruff)" "$python" -m ruff check .
step "types (mypy)" "$python" -m mypy
step "knowledge (refund_guide check)" "$python" -m refund_guide check

printf '\n== browser\n' >&2
if browser=$("$python" -m tools.find_browser); then
    export REFUND_GUIDE_BROWSER=$browser
else
    failed+=("browser") # its tests fail too, and say so; all others run
fi

printf '\n== nginx\n' >&2
nginx=$("$python" -m tools.find_nginx) && export REFUND_GUIDE_NGINX=$nginx # without one its tests say they are left out

step "tests (pytest)" "$python" -m pytest -n auto --maxprocesses 4 "$@"

if [ ${#failed[@]} -gt 0 ]; then
    printf '\nFAILED: %s\n' "$(IFS=,; echo "${failed[*]}")" >&2
    exit 1
fi
