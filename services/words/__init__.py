"""Renders what may be said into Telegram HTML, from the templates and labels in `locales/`."""

from services.words.render import Words, template_name

__all__ = ["Words", "template_name"]
