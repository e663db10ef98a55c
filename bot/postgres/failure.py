"""What is raised when the embedded server cannot be had; the text is a sentence for the operator."""


class EmbeddedPostgresError(Exception):
    """The embedded server is missing, refused to start, or its files are not ours."""
