"""Every case there is, as a table and a map."""

from ui import router
from ui.cases_view import show

if __name__ == "__main__":
    router.main()

__all__ = ["show"]
