"""Work on many machines by Dask: a cluster that runs already, or workers on this machine. Needs `marsad[cluster]`."""

from marsad.engines.dask.engine import DaskEngine

__all__ = ["DaskEngine"]
