"""What several articles have to do with one another: stories told by many outlets."""
