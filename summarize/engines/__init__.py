"""What runs models: transformers for encoder-decoders, chat models, and the way from a name to one of them."""
