"""The statements of printed reports, made again or tested on the data at hand."""
