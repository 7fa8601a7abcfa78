from ui import proof_view, router

if visit := router.visit():
    proof_view.show(visit)
