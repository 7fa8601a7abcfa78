"""Where everybody begins: what the guide does, and the ways in."""

from ui import router
from ui.start_view import show

if __name__ == "__main__":
    router.main()

__all__ = ["show"]
