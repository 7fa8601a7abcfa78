"""A whole table of tickets at once."""

from ui import router
from ui.triage_view import show

if __name__ == "__main__":
    router.main()

__all__ = ["show"]
