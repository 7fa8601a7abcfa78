from ui import plan_view, router

if visit := router.visit():
    plan_view.show(visit)
