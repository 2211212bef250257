"""Papers like others: the telling words that they share."""
