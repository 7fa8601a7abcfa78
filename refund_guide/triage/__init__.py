"""Whole tables of tickets decided at once: the same rules and clocks as a single plan, as look-ups.

``walk_table`` turns answers into the number of the answer set, ``decisions`` says what each set
decides, ``clocks`` dates it, ``engine`` puts the three together for arrays of tickets. ``values``,
``dates`` and ``columns`` read what people put into spreadsheets; ``csv_file`` and ``xlsx_file`` stream
whole files; ``files`` is the door for pages, ``command`` the one for the command line, ``picture`` draws
the counts.

Nothing here computes a date or knows a rule of its own: tables are filled from ``clock``'s rules and the
tests compare them with ``make_plan``. The heavy libraries (numpy, pyarrow) are needed only in here.
"""
