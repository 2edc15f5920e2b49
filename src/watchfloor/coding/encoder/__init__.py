"""The small encoder: word pieces, windows of whole sentences, one forward pass, spans out of it."""
