"""The long proofs, with their figures: `make drills`."""
