"""The CTranslate2 engine: checkpoints converted once, kept, and run in 8-bit integers."""
