"""What the history keeps of each change, and how each is made and taken back."""
