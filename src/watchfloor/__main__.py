"""`python -m watchfloor`: the command line, where no `watchfloor` stands on the path."""

from watchfloor.present.cli import main

if __name__ == "__main__":
    main()
