from ui import desk_view, router

if visit := router.visit():
    desk_view.show(visit)
