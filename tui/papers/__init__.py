"""What a paper is: records, identity, text. No file, no network, no screen."""
