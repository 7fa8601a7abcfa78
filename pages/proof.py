"""All checks, run on the content in use."""

from ui import router
from ui.proof_view import show

if __name__ == "__main__":
    router.main()

__all__ = ["show"]
