"""Makes PDFs from typst templates in `locales/`: transcripts now, receipts and letters with them."""
