"""What pages are made of: the reader's session, the state in the address, tables, charts, tiles and texts."""
