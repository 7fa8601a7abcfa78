"""The random number of a case."""

from refund_guide.case_key import is_case_key, make_case_key


def test_a_new_number_is_one_and_another_each_time() -> None:
    made = {make_case_key() for _ in range(100)}
    assert len(made) == 100
    assert all(is_case_key(key) for key in made)


def test_nothing_else_is_one() -> None:
    assert not any(
        is_case_key(text) for text in ("", "0a1b2c3", "0a1b2c3d4", "0A1B2C3D", "0a1b2c3d\n", "１２３４５６７８")
    )
