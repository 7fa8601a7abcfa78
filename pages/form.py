from ui import form_view, router

if visit := router.visit():
    form_view.show(visit)
