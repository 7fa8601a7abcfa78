from ui import router, start_view

if visit := router.visit():
    start_view.show(visit)
