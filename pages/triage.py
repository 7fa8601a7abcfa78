from ui import router, triage_view

if visit := router.visit():
    triage_view.show(visit)
