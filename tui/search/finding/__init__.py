"""What a search answers beside its papers: counts, ways out, likeness."""
