"""Getting the bytes of documents: today from files and folders."""
