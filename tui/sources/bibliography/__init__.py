"""Papers from the files of reference managers: BibTeX, RIS and CSL-JSON."""
