"""What nobody would type, send or forge: hypothesis in `make test`, coverage-guided in `make fuzz`."""
