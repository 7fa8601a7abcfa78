"""The questions, one at a time."""

from ui import router
from ui.form_view import show

if __name__ == "__main__":
    router.main()

__all__ = ["show"]
