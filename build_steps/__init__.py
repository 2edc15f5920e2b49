"""Steps of the build that make files which are too large or too derived to be kept in git."""
