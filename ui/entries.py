"""The ways into the form from the first page, and the answers each of them already implies."""

ENTRIES: dict[str, dict[str, dict[str, str]]] = {
    "refund": {"refund": {}},
    "parcel": {
        "on_the_way": {"status": "dispatched"},
        "signed_not_received": {"status": "signed_not_received"},
    },
    "stuck": {
        "seller_stalls": {"progress": "applied"},
        "approved_no_money": {"progress": "approved"},
        "nothing_returned": {"progress": "approved", "reply": "money_missing"},
    },
}
