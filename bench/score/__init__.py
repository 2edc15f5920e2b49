"""Scores: small pure functions from gold and predicted values to counts that add up."""
