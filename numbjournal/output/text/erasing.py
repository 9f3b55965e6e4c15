"""What is erased, in sentences."""

from collections.abc import Sequence

from numbjournal.core.maintenance import Belongings, Erased, Place
from numbjournal.core.text import visible
from numbjournal.output.text.page import TextPage


def about_to_erase(everything: Belongings, page: TextPage) -> None:
    """What would go and what would stay, before anybody is asked."""
    for place in everything.goes:
        page.remark(f"{place.what}: {visible(place.path)}")
    for line in _staying(everything.stays):
        page.remark(line)
    for place, why in everything.unreached:
        page.remark(f"Out of reach, {place.what}: {visible(place.path)} ({visible(why)})")
    page.remark("To keep what you wrote, first: numbjournal export journal.jsonl --include-private")


def erased(done: Erased, page: TextPage) -> None:
    """What is gone, what is not, and what is out of reach."""
    for place in done.gone:
        page.result(f"Erased, {place.what}: {visible(place.path)}")
    for place, why in done.left:
        page.result(f"Not erased, {place.what}: {visible(place.path)} ({visible(why)})")
    for line in _staying(done.stays):
        page.result(line)
    if not done.gone and not done.left:
        page.result("There is nothing of numbjournal here to erase.")
        return
    page.result("Not reached: exports, copies elsewhere, the history of the shell, and the program itself.")


def _staying(places: Sequence[Place]) -> list[str]:
    """What stays, a line each."""
    return [f"Stays, {place.what}: {visible(place.path)}" for place in places]
