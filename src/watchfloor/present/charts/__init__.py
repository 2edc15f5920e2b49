"""Pictures as SVG strings, the same for the web, the brief and the notebook."""
