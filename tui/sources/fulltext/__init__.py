"""The whole text of a paper as Markdown: from Hugging Face, from arXiv's HTML, or from its PDF.

What each gives is turned into the same plain dialect of Markdown: ATX headings, paragraphs, lists,
block quotes (displayed equations and footnotes stand in them), fenced code, simple tables, links
``[text](#anchor)`` within the paper, and lines ``<a id="anchor"></a>`` before what they lead to.
"""
