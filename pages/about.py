from ui import about_view, router

if visit := router.visit():
    about_view.show(visit)
