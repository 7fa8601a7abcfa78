from ui import cases_view, router

if visit := router.visit():
    cases_view.show(visit)
