"""What every stage of a case needs in words to send: the tables of ``test_scripts``.

A condition reads like a ``when`` of the knowledge file. Written from the rules and from what people need
to say, not from the scripts.
"""

REFUSED = ["refused_in_chat", "refused_recent", "refused_old"]
INTACT = ["unopened", "opened_to_inspect", "not_sure"]
BEFORE_APPLYING = {"progress": ["nothing_yet", "not_sure", "talked"]}
OWN_WISH = ["changed_mind", "price_dropped", "ordered_wrong", "bought_by_minor"]
GOODS = [*OWN_WISH, "wrong_size_colour", "seller_fault", "wants_exchange"]

# stage: condition, purpose, addressee
STAGES = {
    "not paid": ({"status": ["unpaid"]}, "first_message", "seller"),
    "only waiting": ({"reason": ["just_waiting"]}, "first_message", "seller"),
    "cancel before dispatch": (
        {"status": ["awaiting_dispatch"], "reason": OWN_WISH, "progress": ["nothing_yet"]},
        "first_message",
        "seller",
    ),
    "late": ({"dispatch": ["dispatch_failed"], "progress": ["nothing_yet"]}, "first_message", "seller"),
    "on the way": (
        {"status": ["dispatched"], "reason": OWN_WISH, "progress": ["nothing_yet"]},
        "first_message",
        "seller",
    ),
    "parcel in trouble": (
        {"parcel": ["no_pickup_scan", "stalled", "abroad"], "progress": ["nothing_yet"]},
        "first_message",
        "seller",
    ),
    "delivery failed": ({"parcel": ["delivery_failed"], "progress": ["nothing_yet"]}, "first_message", "courier"),
    "not received": ({"status": ["signed_not_received"], "progress": ["nothing_yet"]}, "first_message", "seller"),
    "in hand": ({"status": ["received"], "reason": GOODS, "progress": ["nothing_yet"]}, "first_message", "seller"),
    "period over": (
        {"status": ["confirmed_late"], "reason": ["seller_fault", "bought_by_minor"], "progress": ["nothing_yet"]},
        "first_message",
        "seller",
    ),
    "period over, own wish": (
        {"status": ["confirmed_late"], "reason": ["changed_mind", "wrong_size_colour", "ordered_wrong"]},
        "first_message",
        "seller",
    ),
    "charged twice": ({"reason": ["charged_twice"], "progress": ["nothing_yet"]}, "first_message", "platform"),
    "digital": ({"virtual_kind": ["digital_material"], "progress": ["nothing_yet"]}, "first_message", "seller"),
    "service": (
        {"virtual_kind": ["sold_by_platform"], "payment": ["not_apple"], "service_stage": ["not_asked"]},
        "first_message",
        "platform",
    ),
    "cancelled, paid back": ({"cancel_refund": ["refunded"]}, "first_message", "platform"),
    "private deal": ({"channel": ["off_platform"]}, "first_message", "seller"),
    "I am the seller": ({"channel": ["seller"]}, "first_message", "buyer"),
    "apply: unsent": (
        {"status": ["awaiting_dispatch"], "reason": OWN_WISH, **BEFORE_APPLYING},
        "application",
        "seller",
    ),
    "apply: late": ({"dispatch": ["dispatch_failed"], **BEFORE_APPLYING}, "application", "seller"),
    "apply: on the way": ({"status": ["dispatched"], "reason": OWN_WISH, **BEFORE_APPLYING}, "application", "seller"),
    "apply: parcel": (
        {"parcel": ["no_pickup_scan", "stalled", "delivery_failed", "abroad"], **BEFORE_APPLYING},
        "application",
        "seller",
    ),
    "apply: not received": ({"status": ["signed_not_received"], **BEFORE_APPLYING}, "application", "seller"),
    "apply: in hand": (
        {
            "status": ["received"],
            "reason": ["seller_fault", "wants_exchange", "bought_by_minor"],
            **BEFORE_APPLYING,
        },
        "application",
        "seller",
    ),
    "apply: no reason": (
        {"reason": ["buyer_choice"], "condition": INTACT, **BEFORE_APPLYING},
        "application",
        "seller",
    ),
    "apply: digital": ({"virtual_kind": ["digital_material"], **BEFORE_APPLYING}, "application", "seller"),
    "apply again: intact": (
        {"reason": ["buyer_choice"], "condition": INTACT, "reply": ["refused_old"]},
        "application",
        "seller",
    ),
    "apply again: fault": (
        {"status": ["received"], "reason": ["seller_fault"], "reply": ["refused_old"]},
        "application",
        "seller",
    ),
    "ask Apple": ({"payment": ["apple"], "service_stage": ["not_asked"]}, "apple_request", "apple"),
    "refused": ({"reply": REFUSED}, "refusal_reply", "seller"),
    "refused by Apple": (
        {"payment": ["apple"], "service_stage": ["refused_by_service"]},
        "refusal_reply",
        "apple",
    ),
    "refused by the service": (
        {
            "virtual_kind": ["sold_by_platform"],
            "payment": ["not_apple"],
            "virtual_reason": ["renewed_without_notice", "charged_double", "platform_fault", "bought_by_child"],
            "service_stage": ["refused_by_service"],
        },
        "refusal_reply",
        "platform",
    ),
    "clock: no answer": ({"reply": ["silent", "open_in_time", "open_overdue", "return_waiting"]}, "nudge", "seller"),
    "clock: cancelled": ({"cancel_refund": ["not_refunded", "not_sure"]}, "nudge", "seller"),
    "clock: service": (
        {"virtual_kind": ["sold_by_platform"], "payment": ["not_apple"], "service_stage": ["waiting"]},
        "nudge",
        "platform",
    ),
    "clock: Apple": ({"payment": ["apple"], "service_stage": ["waiting"]}, "nudge", "apple"),
    "step in": (
        {"reply": ["refused_recent", "open_overdue", "return_waiting", "return_refused", "return_lost"]},
        "step_in",
        "platform",
    ),
    "step in: evidence": ({"reply": ["platform_pending"]}, "step_in", "platform"),
    "step in: period over": ({"status": ["confirmed_late"], "progress": ["talked"]}, "step_in", "platform"),
    "courier": ({"reply": ["return_lost"]}, "courier_complaint", "courier"),
    "money missing": ({"reply": ["money_missing"], "paid_with": ["bank_card"]}, "bank_request", "bank"),
    "money missing, other route": (
        {"reply": ["money_missing"], "paid_with": ["wechat_balance", "other_route", "not_sure"]},
        "payment_complaint",
        "payment",
    ),
    "Apple's refund missing": (
        {"payment": ["apple"], "service_stage": ["approved_no_money"]},
        "bank_request",
        "bank",
    ),
    "court": ({"reply": ["routes_used_up"]}, "court", "authority"),
}

# rung: the purposes of which one is there wherever the rung is open
ROUTES = {
    "courier_complaint": {"courier_complaint"},
    "postal_appeal_for_lost_return": {"postal_appeal"},
    "payment_route_complaint": {"payment_complaint", "bank_request"},
    "payment_route_after_cancellation": {"payment_complaint"},
    "payment_provider_about_virtual_charge": {"payment_complaint"},
    "payment_route_for_transfer": {"payment_complaint"},
    "complain_about_the_shop_12315": {"complaint"},
    "complain_about_self_operated_12315": {"complaint"},
    "complain_about_cancellation_12315": {"complaint"},
    "complain_about_platform_as_seller": {"complaint"},
    "complain_about_apple_purchase": {"complaint"},
    "complain_about_a_known_business": {"complaint"},
    "step_in_open_after_refusal": {"step_in"},
}
MOVED_ON = {"progress": ["approved"]}
"""The parcel is no longer the matter once a refund is approved; a lost return has its own words."""

FAULT = {"status": ["received"], "reason": ["seller_fault"], "reply": REFUSED}
NO_REASON = {"reason": ["buyer_choice"], "reply": REFUSED}
# what the seller says: where it can be answered, the answer, a source that carries it
GROUNDS = [
    ("signed", {**NO_REASON, "condition": INTACT}, "answer_signed_refusal", "rule_passive_service"),
    ("signed", FAULT, "answer_fault_signed_refusal", "court_online_shopping_2022"),
    (
        "signed",
        {"status": ["signed_not_received"], "reply": REFUSED},
        "answer_signed_by_others",
        "ecommerce_law_delivery",
    ),
    (
        "opened",
        {**NO_REASON, "condition": ["opened_to_inspect"]},
        "answer_opened_refusal",
        "consumer_regs_19_no_reason",
    ),
    ("opened", FAULT, "answer_fault_opened_refusal", "consumer_law_24_quality"),
    ("resale", {**NO_REASON, "condition": INTACT}, "answer_resale_refusal", "rule_passive_service"),
    ("resale", FAULT, "answer_fault_resale_refusal", "rule_passive_service"),
    ("used", {**NO_REASON, "condition": ["unopened", "opened_to_inspect"]}, "answer_used_refusal", "rule_intact"),
    ("used", {**FAULT, "reason": ["faulty", "harm"]}, "answer_fault_used_refusal", "consumer_law_24_quality"),
    (
        "no seven-day return",
        {"opt_out_confirmed": ["never_confirmed", "not_sure"], "reply": REFUSED, "condition": INTACT},
        "answer_no_seven_day_label",
        "no_reason_measures_20_24_confirmation",
    ),
    ("no seven-day return", FAULT, "answer_fault_no_seven_day_label", "rule_seller_fault"),
    (
        "time over",
        {**NO_REASON, "since_signed": ["within_window"], "condition": INTACT},
        "answer_time_over_refusal",
        "no_reason_measures_10_notice",
    ),
    ("time over", FAULT, "answer_fault_time_over_refusal", "rule_aftersale_window"),
    (
        "time over",
        {**FAULT, "status": ["confirmed_late"]},
        "answer_fault_after_period_refusal",
        "consumer_law_24_quality",
    ),
    ("no reason given", {"reply": REFUSED}, "answer_refusal_in_chat", "rule_passive_service"),
]

NEEDS_FULL = {
    "application",
    "step_in",
    "courier_complaint",
    "postal_appeal",
    "payment_complaint",
    "complaint",
    "apple_request",
    "bank_request",
    "court",
}
COMPLAINT_FIELDS = {
    "my_name",
    "my_phone",
    "my_address",
    "seller_licence_name",
    "seller_address",
    "what_happened",
    "request",
}
THREATS = {
    "zh": [
        "曝光",
        "差评",
        "避雷",
        "后果自负",
        "等着",
        "别怪",
        "报警抓",
        "起诉你",
        "工商局见",
        "律师函",
        "骗子",
        "无良",
        "黑心",
        "垃圾",
        "必须马上",
        "限你",
        "否则",
    ],
    "en": [
        "expose",
        "bad review",
        "or else",
        "lawyer",
        "sue you",
        "scam",
        "cheat",
        "liar",
        "consequences",
        "demand that",
    ],
}
PROMISES = {"zh": ["一定会", "保证", "必定", "百分之百"], "en": ["guarantee", "certainly will"]}
