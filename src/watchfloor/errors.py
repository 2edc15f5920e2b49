"""One root, few children. A message says what happened, where, and what to do about it."""


class WatchfloorError(Exception):
    """Anything that Watchfloor refuses to do, with a message meant for a person."""


class InputError(WatchfloorError):
    """A document, file, row or argument from outside that cannot be used as it is."""


class StaleError(InputError):
    """A decision on a state that is no more: somebody decided, or evidence came, meanwhile."""


class VocabularyError(WatchfloorError):
    """A word outside the published vocabulary: an unknown type, mode, context, status or kind."""


class AssetError(WatchfloorError):
    """A table or model that is missing, damaged or of another version than the code expects."""


class CodingError(WatchfloorError):
    """A coder broke its protocol: a span outside the text, an index without a mention."""


class StoreError(WatchfloorError):
    """A record that cannot be opened, read or written as asked."""


class UsageError(WatchfloorError):
    """A request that can never work as put: an unknown filter, kind or format."""
