"""What the engine needs from the world: one Protocol per file; its docstring is the contract that adapters keep."""
