#!/usr/bin/env bash
# Start Refund Guide and open it in the browser. What you add goes to Streamlit: tools/run.sh --server.port 8600
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." >/dev/null
./tools/setup_venv.sh requirements.txt
exec .venv/bin/python -m streamlit run app.py "$@"
