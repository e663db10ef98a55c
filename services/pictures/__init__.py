"""Shows what strangers sent: photos and PDF pages, made anew without what is hidden in them, under a watermark."""
