"""Training of the coder `reader`: adapters of the sets, the net, the stages, export and tuning."""
