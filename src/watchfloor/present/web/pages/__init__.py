"""One module a page; each has `ROUTES`, and `web.app.PAGES` names them all."""
