"""Everything is used with marked values, and then every place is searched where one of them might have been left."""
