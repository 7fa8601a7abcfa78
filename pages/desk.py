"""The support desk."""

from ui import router
from ui.desk_view import show

if __name__ == "__main__":
    router.main()

__all__ = ["show"]
