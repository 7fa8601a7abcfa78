"""What the knowledge file decides is what was last approved.

Run ``python -m tools.approve`` after a deliberate change and commit the difference with it.
"""

from refund_guide.tree import load_tree
from tools.approve import APPROVED, describe


def test_no_decision_changed_unseen():
    approved = APPROVED.read_text(encoding="utf-8").splitlines()
    now = list(describe(load_tree()))
    changed = [line for line in now if line not in approved] + [
        f"gone: {line}" for line in approved if line not in now
    ]
    assert not changed, "run python -m tools.approve and read the difference:\n" + "\n".join(changed[:20])
