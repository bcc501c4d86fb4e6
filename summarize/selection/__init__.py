"""Which sentences matter: copies collapsed, salience × coverage × redundancy under a budget."""
