"""From selected sentences to drafts of key points: shortened sentences, or generated ones."""
