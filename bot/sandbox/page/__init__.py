"""The sandbox's web page: static files and the two routes that serve them."""
