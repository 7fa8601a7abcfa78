"""Refund Guide: from answers and dates to one plan. Pure; knows nothing of pages or browsers."""
