"""The post: nothing that comes in is lost, nothing that goes out is done twice unless its outcome is unknown."""

from services.post.model import Attachment, Lane, Letter, Received, Standing
from services.post.service import Post

__all__ = ["Attachment", "Lane", "Letter", "Post", "Received", "Standing"]
