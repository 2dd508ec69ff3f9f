"""Views: what a report shows beyond one indicator's section, a module each."""
