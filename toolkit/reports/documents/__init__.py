"""Documents: HTML, PDF, Word, PowerPoint, Excel and CSV from the blocks of one executed notebook."""
