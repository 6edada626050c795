"""What a build is made of: files, publishers that are asked, corrections, exceptions."""
