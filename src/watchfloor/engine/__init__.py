"""The engines that run the pipeline over many documents."""

from watchfloor.engine.local import LocalEngine

__all__ = ["LocalEngine"]
