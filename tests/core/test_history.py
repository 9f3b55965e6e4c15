"""Undo and redo against a plain pair of stacks."""

from hypothesis import given
from hypothesis import strategies as st

from numbjournal.core.history import REDO, UNDO, Step, step_to_redo, step_to_undo


@given(st.lists(st.sampled_from(["log", UNDO, REDO]), max_size=40))
def test_the_walk_agrees_with_two_stacks(commands: list[str]) -> None:
    steps: list[Step] = []
    done: list[int] = []
    undone: list[int] = []

    def read(number: int) -> Step | None:
        return steps[number - 1] if number > 0 else None

    for command in commands:
        to_undo, to_redo = step_to_undo(len(steps), read), step_to_redo(len(steps), read)
        assert (to_undo.number if to_undo else None) == (done[-1] if done else None)
        assert (to_redo is not None) == bool(undone)
        if command == UNDO and to_undo:
            undone.append(done.pop())
            steps.append(Step(len(steps) + 1, UNDO, to_undo.number))
        elif command == REDO and to_redo:
            assert to_redo.reverts == undone[-1]
            done.append(undone.pop())
            steps.append(Step(len(steps) + 1, REDO, to_redo.number))
        elif command == "log":
            steps.append(Step(len(steps) + 1, "log"))
            done.append(len(steps))
            undone.clear()
