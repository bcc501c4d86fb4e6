"""Models: the protocols they fit, the catalogue, the store, and the engines that run them."""
