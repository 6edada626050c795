"""From a document's text to a report: its head, sections, sentences and terms."""
