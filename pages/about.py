"""Who made this, and for whom it is no replacement."""

from ui import router
from ui.about_view import show

if __name__ == "__main__":
    router.main()

__all__ = ["show"]
