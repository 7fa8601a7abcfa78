"""What every sentence rests on, and how fresh that is."""

from ui import router
from ui.sources_view import show

if __name__ == "__main__":
    router.main()

__all__ = ["show"]
