"""A newcomer's way: a file in, the report out, and what it tells to mend is mended in one go.

``test_tasks.py`` walks six tasks with nothing but the report: each takes one run that tells all and
one that is clean. Where such walks stumbled before, a module each holds what was mended:

- what a table says of its package was told at one cell, though it stands in each row
  (``test_package_columns.py``);
- a heading with a slip, or a column that is missing, hid what else its rows need
  (``test_headings.py``), and so did a comma that is missing from JSON (``test_json_slips.py``);
- words such as Open, Closed or Village shop had no suggestion
  (``tests/validate/test_code_synonyms.py``);
- sixty addresses without their beginning were sixty messages, of which five were shown, and nothing
  said how to see the others (``test_collapsed.py``);
- an id that was changed as told parted its initiative from the rows of other sheets
  (``test_ids_in_sheets.py``);
- spaces around cells stayed in the corrected copy (``test_padded_cells.py``).
"""
