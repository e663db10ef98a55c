"""Makes PDFs and pictures from typst templates in `locales/`: transcripts, and what a claim looks like on paper."""
