"""The plan of one case."""

from ui import router
from ui.plan_view import show

if __name__ == "__main__":
    router.main()

__all__ = ["show"]
