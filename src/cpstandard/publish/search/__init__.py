"""The search: a static index that the reader's browser searches, and what it is made from.

One engine for all sizes, and no server behind it. The index is small files, of which a query needs
few (``docs/search.md`` has the form of each and the figures):

- the *dictionary*, sorted forms of words cut into blocks, so that a beginning of a word or one with
  a typing error is looked for in a block or two;
- *postings*, a list for each group of forms, of the records that have one of them: differences of
  record numbers and how much the word weighs there, seven bits a byte;
- *columns*, a number a record for each facet, that stands for the codes that the record has;
- *cards*, what the list of results shows, a block of records at a time.

**Stemming without a stemmer in the browser.** Words are indexed as they are written, and forms of
one English stem (PyStemmer, the C library of Snowball) share one list of postings. The browser
looks up the form that was typed and comes to all others, so it needs no stemmer, there is no second
one that could differ from the first, and other languages can be grouped in other ways: Welsh forms
are by their initial mutations. A form that no record has is reached by its plain plural or
singular, as the beginning of a longer one, as a misspelt one, or by the beginning that it shares
with others.

Blocks are compressed by us (zlib), because hosts compress text and not always bytes.

``search_entry`` makes the compact entry of a record and depends on that record alone.
``index_files`` makes the index of such entries in parts, of a thousand records at most, which are
kept: the next build makes parts of new and changed records alone, and puts all of them together by
the numbers that records have then.
"""

from cpstandard.publish.search.entry import SearchEntry, search_entry
from cpstandard.publish.search.index import index_files
from cpstandard.publish.search.parts import Kept

__all__ = ["Kept", "SearchEntry", "index_files", "search_entry"]
