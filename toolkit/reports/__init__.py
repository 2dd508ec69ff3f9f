"""Reports: parameters, the report object, runs of notebooks, and documents."""
