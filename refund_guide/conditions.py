"""The one condition form: AND over questions, OR over answers, OR over alternatives.

Turns the ``when`` of the knowledge file into sets that can be asked quickly, with the named groups
written out. Knows nothing of questions being asked or parts being shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from .schema import Group

Answers = Mapping[str, str]
"""Question id -> answer id."""

Alternative = tuple[tuple[str, frozenset[str]], ...]
Compiled = tuple[Alternative, ...] | None
"""``None`` means "always"."""

Written = list[dict[str, list[str]]] | None


def index_groups(groups: Iterable[Group]) -> dict[tuple[str, str], list[str]]:
    """(question id, group id) -> the answers the group stands for."""
    return {(group.question, group.id): group.answers for group in groups}


def compile_condition(written: Written, groups: Mapping[tuple[str, str], list[str]]) -> Compiled:
    """Write the groups out and turn answer lists into sets."""
    if written is None:
        return None
    return tuple(
        tuple(
            (question, frozenset(one for name in names for one in groups.get((question, name), [name])))
            for question, names in alternative.items()
        )
        for alternative in written
    )


class ConditionIndex:
    """Finds the conditions that hold among many without asking each of them.

    Every alternative is filed under the answers of its rarest question, so a look-up touches only the
    alternatives that some given answer points to.
    """

    def __init__(self, conditions: Sequence[Compiled], answers_of: Mapping[str, int]) -> None:
        """``answers_of``: question id -> how many answers it has; the more, the rarer each is."""
        self._always = [position for position, condition in enumerate(conditions) if condition is None]
        self._filed: dict[str, dict[str, list[tuple[int, Alternative]]]] = {}
        for position, condition in enumerate(conditions):
            for alternative in condition or ():
                rarest, wanted = min(alternative, key=lambda pair: len(pair[1]) / answers_of.get(pair[0], 1))
                for answer in wanted:
                    self._filed.setdefault(rarest, {}).setdefault(answer, []).append((position, alternative))

    def matching(self, answers: Answers) -> dict[int, Alternative]:
        """Position of every condition that holds, ascending, with the alternative that made it hold."""
        found: dict[int, Alternative] = dict.fromkeys(self._always, ())
        get = answers.get
        for question, answer in answers.items():
            for position, alternative in self._filed.get(question, {}).get(answer, ()):
                for asked, wanted in alternative:
                    if get(asked) not in wanted:
                        break
                else:
                    found.setdefault(position, alternative)
        return dict(sorted(found.items()))


def holds(condition: Compiled, answers: Answers) -> bool:
    """Say whether the condition is true; a question without an answer makes its alternative false."""
    if condition is None:
        return True
    get = answers.get
    for alternative in condition:
        for question, wanted in alternative:
            if get(question) not in wanted:
                break
        else:
            return True
    return False
