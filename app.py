"""Start of the app: ``streamlit run app.py``."""

from ui import router

router.main()
