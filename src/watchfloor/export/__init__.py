"""Writers over tables of the exported shapes."""
