from ui import router, sources_view

if visit := router.visit():
    sources_view.show(visit)
